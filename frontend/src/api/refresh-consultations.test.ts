import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { refreshConsultation, refreshConsultations } from "./refresh-consultations";

const ofOne = (id: string) => ({ params: { path: { consultation_id: id } } });
const KEYS = [
  ["post", "/v1/search", { body: { text: "rodilla" } }],
  ["get", "/v1/consultations/{consultation_id}", ofOne("7")],
  ["get", "/v1/consultations/{consultation_id}/note", ofOne("7")],
  ["get", "/v1/consultations/{consultation_id}/note", ofOne("8")],
  ["get", "/v1/templates", {}],
];

it.each([
  ["of one consultation", (queries: QueryClient) => refreshConsultation(queries, "7"), [0, 1, 2]],
  ["of all", refreshConsultations, [0, 1, 2, 3]],
])("what is shown %s is read anew, and so are the lists", async (_, refresh, anew) => {
  const queries = new QueryClient();
  for (const key of KEYS) queries.setQueryData(key, {});
  await refresh(queries);
  const invalidated = KEYS.flatMap((key, place) =>
    queries.getQueryState(key)?.isInvalidated ? [place] : [],
  );
  expect(invalidated).toEqual(anew);
});
