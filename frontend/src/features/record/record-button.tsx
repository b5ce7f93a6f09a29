import { Mic } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import type { Recorder } from "./machine";

interface RecordButtonProps {
  state: Recorder;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}

export function RecordButton({ state, label, disabled = false, onClick }: RecordButtonProps) {
  const { t } = useTranslation();
  const asking = state.phase === "asking";
  return (
    <Button
      kind="primary"
      className="min-h-16 w-full text-xl"
      disabled={asking || disabled}
      onClick={onClick}
    >
      <Mic aria-hidden />
      {asking ? t("record.asking") : label}
    </Button>
  );
}
