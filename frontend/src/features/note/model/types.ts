import type { Schemas } from "@/api/client";

export type Consultation = Schemas["ConsultationView"];
export type Evidence = Schemas["EvidenceView"];
/** `span` is two seconds of the recording; the client's types know it as a list. */
export type Finding = Omit<Schemas["FindingView"], "span"> & { span: readonly number[] | null };
export type Note = Schemas["NoteView"];
export type NoteEdit = Schemas["NoteEdit"];
export type Section = Schemas["SectionView"];
export type Speaker = Schemas["Speaker"];
export type Transcript = Schemas["TranscriptView"];
export type Utterance = Schemas["UtteranceView"];
export type Version = Schemas["VersionView"];
