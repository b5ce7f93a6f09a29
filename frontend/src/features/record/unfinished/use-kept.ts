import { liveQuery } from "dexie";
import { useEffect, useState } from "react";
import { database, type RecordingRow } from "@/lib/keeping/database";
import { currentOwner } from "@/lib/keeping/owner";

/** Those of whoever is signed in, oldest first, kept fresh across tabs. Undefined while they are looked up. */
export function useAllKept(): RecordingRow[] | undefined {
  return useLive(() => database.recordings.where({ owner: currentOwner() }).sortBy("begunAt"), "");
}

/** One of them. Null where it is not there. */
export function useKept(id: string): RecordingRow | null | undefined {
  return useLive(async () => {
    const row = await database.recordings.get(id);
    return row?.owner === currentOwner() ? row : null;
  }, id);
}

function useLive<T>(look: () => Promise<T>, key: string): T | undefined {
  const [found, setFound] = useState<T>();
  useEffect(() => {
    const watched = liveQuery(look).subscribe(setFound);
    return () => watched.unsubscribe();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is looked for is said by its key
  }, [key]);
  return found;
}
