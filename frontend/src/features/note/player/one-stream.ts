/**
 * A recording as a browser makes it says neither how long it is nor where in it what lies, so that Firefox
 * cannot seek in it and Chromium reads all of it to do so. And one that was interrupted and went on is several
 * WebM streams in one file, the times of each beginning at 0, of which players play one. Here it becomes one
 * stream with a length and an index, its sound as it was.
 */
import {
  type Bytes,
  element,
  type Element,
  elementsOf,
  float,
  ID,
  lengthAt,
  lessMarker,
  sizeOf,
  unsigned,
  unsignedAt,
} from "./ebml";
import { streamsOf } from "./streams";

interface Cluster {
  time: number;
  /** The number by which its blocks name what they are part of; Firefox counts from 2. */
  track: number;
  blocks: Bytes;
}

const SCALE = 1_000_000; // nanoseconds: all times are in milliseconds, as browsers write them
const FRAME = 20; // milliseconds of sound in a block, where there is only one to tell by

/** Throws where it is no WebM. */
export function oneStream(recording: Bytes): Blob {
  const streams = streamsOf(recording);
  const [first = recording] = streams;
  const head = [...elementsOf(first)];
  const [header, tracks] = [ID.header, ID.tracks].map((wanted) => head.find(({ id }) => id === wanted));
  if (!header || !tracks) throw new Error("it is no WebM");
  const clusters: Cluster[] = [];
  const length = streams.reduce((begin, stream) => addClusters(stream, begin, clusters), 0);
  const about = [
    ...element(ID.info, ...unsigned(ID.scale, SCALE), ...float(ID.duration, length)),
    first.subarray(tracks.begin, tracks.end),
  ];
  const sound = clusters.map(({ time, blocks }) =>
    element(ID.cluster, ...unsigned(ID.timestamp, time), blocks),
  );
  const index = indexOf(clusters, sound.map(sizeOf), sizeOf(about));
  const segment = element(ID.segment, ...about, ...index, ...sound.flat());
  return new Blob([first.subarray(header.begin, header.end), ...segment], { type: "audio/webm" });
}

/** With times from `begin` on. Yields when the last of them ends. */
function addClusters(stream: Bytes, begin: number, clusters: Cluster[]): number {
  let cluster: Cluster | null = null;
  let later: number | null = null; // than in its stream, whose first time is seldom 0
  let times = [begin - FRAME, begin - FRAME]; // of the last two blocks
  for (const one of elementsOf(stream)) {
    const { id, begin: from, body, end } = one;
    if (id === ID.timestamp) {
      const time = unsignedAt(stream, body, end);
      later ??= begin - time;
      cluster = { time: time + later, track: 0, blocks: stream.subarray(end, end) };
      clusters.push(cluster);
    } else if (cluster && (id === ID.simpleBlock || id === ID.blockGroup)) {
      cluster.blocks = stream.subarray(from - cluster.blocks.length, end);
      const { track, after } = blockIn(stream, one);
      cluster.track = track;
      times = [times[1] ?? begin, cluster.time + after];
    }
  }
  const [before = 0, last = 0] = times;
  return last + (before < begin ? FRAME : last - before);
}

/** Its track, and the time after its cluster's. */
function blockIn(stream: Bytes, { id, body, end }: Element): { track: number; after: number } {
  const content = stream.subarray(body, end);
  const block = id === ID.blockGroup ? ([...elementsOf(content)][0]?.body ?? 0) : 0;
  const timeAt = block + lengthAt(content, block);
  return {
    track: lessMarker(content, block, timeAt),
    after: new DataView(content.buffer, content.byteOffset).getInt16(timeAt),
  };
}

/** Where each cluster lies, counted from after the segment's head. */
function indexOf(clusters: readonly Cluster[], sizes: readonly number[], before: number): Bytes[] {
  const size = sizeOf(element(ID.cues)) + clusters.length * sizeOf(pointTo(0, 0, 0));
  let place = before + size;
  const points = clusters.map(({ time, track }, number) => {
    const point = pointTo(time, track, place);
    place += sizes[number] ?? 0;
    return point;
  });
  return element(ID.cues, ...points.flat());
}

function pointTo(time: number, track: number, place: number): Bytes[] {
  const position = [...unsigned(ID.cueTrack, track), ...unsigned(ID.cueClusterPosition, place)];
  return element(ID.cuePoint, ...unsigned(ID.cueTime, time), ...element(ID.cuePositions, ...position));
}
