import { API_URL } from "../addresses";
import type { components } from "../schema";

/** The Supabase project that keeps the accounts. Its key is public. */
export interface Project {
  url: string;
  anonKey: string;
}

let asked: Promise<Project | null> | undefined;

/** As the build says, else as the API says; null where accounts are not Supabase's. Throws while neither can tell. */
export function supabaseProject(): Promise<Project | null> {
  asked ??= found().catch((error: unknown) => {
    asked = undefined;
    throw error;
  });
  return asked;
}

async function found(): Promise<Project | null> {
  const { VITE_SUPABASE_URL: url, VITE_SUPABASE_ANON_KEY: anonKey } = import.meta.env;
  if (url && anonKey) return { url: url.replace(/\/$/, ""), anonKey };
  const response = await fetch(`${API_URL}/v1/configuration`);
  if (response.status === 404) return null; // an API of before
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const { supabase } = (await response.json()) as components["schemas"]["ConfigurationView"];
  return supabase && { url: supabase.url, anonKey: supabase.anon_key };
}
