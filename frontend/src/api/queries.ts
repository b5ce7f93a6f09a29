/** What was last read, kept on this device so that the app opens offline with it. Sign-out forgets it all. */

import { createAsyncStoragePersister } from "@tanstack/query-async-storage-persister";
import { defaultShouldDehydrateQuery, QueryClient } from "@tanstack/react-query";
import type { PersistQueryClientOptions } from "@tanstack/react-query-persist-client";
import { createStore, del, get, set } from "idb-keyval";
import { problemOf } from "./problem";
import { currentSession, keepSession } from "./session";

const KEPT = 7 * 24 * 3_600_000; // milliseconds
const TRIES = 2;
const WRITE_AFTER = 200; // milliseconds

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      gcTime: KEPT,
      staleTime: 10_000,
      retry: (failures, error) => failures < TRIES && (problemOf(error)?.retry ?? true),
    },
    mutations: { networkMode: "always" },
  },
});

const store = createStore("medic-scribe", "last-shown");
const persister = createAsyncStoragePersister({
  throttleTime: WRITE_AFTER,
  storage: {
    getItem: (key) => get<string>(key, store),
    setItem: (key, value) => set(key, value, store),
    removeItem: (key) => del(key, store),
  },
});

export function persistence(): Omit<PersistQueryClientOptions, "queryClient"> {
  return {
    persister,
    maxAge: KEPT,
    // Another user's, or an older app's, is not shown.
    buster: `${__BUILD__} ${currentSession()?.userId ?? "open"}`,
    dehydrateOptions: {
      shouldDehydrateQuery: (query) => query.meta?.keep !== false && defaultShouldDehydrateQuery(query),
    },
  };
}

/** Whoever was here is not any more: what they saw is not for the next one. */
export function forgetWhatWasShown(): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== "/v1/profile" });
}

/** Ends the session on this device and forgets all that was shown. */
export async function leave(): Promise<void> {
  keepSession(null);
  await queries.cancelQueries();
  queries.clear();
  await persister.removeClient();
  location.assign("/");
}
