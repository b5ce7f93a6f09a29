import { usePageTitle } from "@/lib/use-page-title";

export function PanelTitle({ title }: { title: string }) {
  usePageTitle(title);
  return <h1 className="mt-1 text-2xl font-semibold">{title}</h1>;
}
