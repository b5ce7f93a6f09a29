interface ImportMetaEnv {
  /** The API's address, where it is not this page's own host under `/api`. */
  readonly VITE_API_URL?: string;
  /** The WebSocket's address, where it is not this page's own host under `/ws`. */
  readonly VITE_WS_URL?: string;
  /** The Supabase project that keeps the accounts; unset, the API says which, if any. */
  readonly VITE_SUPABASE_URL?: string;
  readonly VITE_SUPABASE_ANON_KEY?: string;
}

/** Which build this is: changes when the app does. */
declare const __BUILD__: string;
