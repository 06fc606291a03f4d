import { isObject, type JsonObject } from '../event/index.ts';
import type { Unread } from './decode-context.ts';
import { CLOSE_ARRAY, CLOSE_OBJECT, jsonExtent, OPEN_ARRAY, OPEN_OBJECT } from './json-extent.ts';
import { parseJson } from './parse-json.ts';

/** One line of text, or one JSON object, however it was laid out. */
export interface Piece {
  readonly text: string;
  readonly json: JsonObject | null;
  /** 1-based line at which it begins. */
  readonly line: number;
  /** The source of which it is a record that nobody wants; see Unread. */
  readonly unread?: string;
}

/**
 * Cuts text into lines and JSON objects: one a line, concatenated, printed over many lines, or the members of an array.
 * Lines are sliced out of the bytes one at a time; no string or array as large as the input is ever made.
 */
export function* splitText(input: Uint8Array, firstLine = 1, unread?: Unread): Generator<Piece> {
  const bytes = withoutMark(input);
  const seek = { budget: SCAN_BUDGET * bytes.length + 1024 };
  let inArray = false;
  let line = firstLine;
  for (let at = 0; at < bytes.length; ) {
    const first = skipNoise(bytes, at, inArray);
    if (inArray && bytes[first] === CLOSE_ARRAY) {
      inArray = false;
      at = first + 1;
      continue;
    }
    if (first >= bytes.length || bytes[first] === LINE_FEED) {
      line++;
      at = first + 1;
      continue;
    }
    const opening: number = !inArray && bytes[first] === OPEN_ARRAY ? firstMember(bytes, first) : first;
    const end = Math.min(lineEnd(bytes, first), at + MAX_TEXT_BYTES);
    const inside: boolean = inArray || opening !== first;
    const source = unread === undefined || inside ? null : unwanted(bytes, opening, end, unread);
    if (source !== null) {
      yield { text: source.text, json: null, line, unread: source.name };
      at = end;
      continue;
    }
    const object = bytes[opening] === OPEN_OBJECT ? objectAt(bytes, opening, end, inside, seek) : null;
    if (object === null) {
      inArray = false;
      yield { text: textOf(bytes, at, end), json: null, line };
      at = end;
      continue;
    }
    inArray = inside;
    line += lineFeeds(bytes, at, opening);
    yield { text: object.text, json: object.json, line };
    line += lineFeeds(bytes, opening, object.end);
    at = object.end;
  }
}

/** Bytes that looking for the end of objects may read, as a multiple of the input: keeps broken JSON from costing n². */
const SCAN_BUDGET = 4;
/** Above this a line is first searched for the end of its first object: parsing megabytes in vain costs more. */
const PARSE_FIRST_BYTES = 262_144;

/** JavaScript's strings end at half a gigabyte: a longer line is cut into several, which loses nothing. */
const MAX_TEXT_BYTES = 128 * 1024 * 1024;

interface Found {
  readonly text: string;
  readonly json: JsonObject;
  readonly end: number;
}

function objectAt(bytes: Buffer, at: number, end: number, inArray: boolean, seek: { budget: number }): Found | null {
  if (!inArray && end - at <= PARSE_FIRST_BYTES) {
    const text = textOf(bytes, at, end);
    const json = parseJson(text);
    if (isObject(json)) return { text, json, end };
  }
  const close = jsonExtent(bytes, at, seek.budget);
  seek.budget -= close < 0 ? -close : close - at;
  if (close < 0 || close - at > MAX_TEXT_BYTES || !(inArray || standsAlone(bytes, close))) return null;
  const text = bytes.toString('utf8', at, close);
  const json = parseJson(text);
  return isObject(json) ? { text, json, end: close } : null;
}

function unwanted(bytes: Buffer, at: number, end: number, unread: Unread): { name: string; text: string } | null {
  if (bytes[at] !== OPEN_OBJECT || end - at > PARSE_FIRST_BYTES || mayGoOn(bytes, end)) return null;
  const text = textOf(bytes, at, end);
  const name = text.endsWith('}') && !mayBeSeveral(text) ? unread(text) : null;
  return name === null ? null : { name, text };
}

/** Could an object whose line ends with a bracket go on in the next one? Nothing else may follow a bracket in JSON. */
function mayGoOn(bytes: Buffer, end: number): boolean {
  let at = end;
  while (isSpace(bytes[at]) || bytes[at] === LINE_FEED) at++;
  const byte = bytes[at];
  return byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY;
}

/** Could a second object follow the first, as Firehose concatenates records? Members of an array look the same. */
function mayBeSeveral(text: string): boolean {
  for (let close = text.indexOf('}'); close >= 0; close = text.indexOf('}', close + 1)) {
    let next = text.charCodeAt(close + 1);
    for (let at = close + 2; isSpace(next) || next === COMMA; at += 1) next = text.charCodeAt(at);
    if (next === OPEN_OBJECT || next === OPEN_ARRAY) return true;
  }
  return false;
}

/** Is what follows on the line nothing, or another value? `{} said the parser` is a line of text. */
function standsAlone(bytes: Buffer, close: number): boolean {
  let at = close;
  while (isSpace(bytes[at])) at++;
  const byte = bytes[at];
  return at >= bytes.length || byte === LINE_FEED || byte === OPEN_OBJECT || byte === OPEN_ARRAY || byte === COMMA;
}

function textOf(bytes: Buffer, at: number, end: number): string {
  let stop = end;
  while (stop > at && (bytes[stop - 1] === CARRIAGE_RETURN || bytes[stop - 1] === LINE_FEED)) stop--;
  return bytes.toString('utf8', at, stop);
}

function lineEnd(bytes: Buffer, from: number): number {
  const feed = bytes.indexOf(LINE_FEED, from);
  return feed < 0 ? bytes.length : feed;
}

function lineFeeds(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED, from); at >= 0 && at < to; at = bytes.indexOf(LINE_FEED, at + 1)) count++;
  return count;
}

/** Past blanks, and past the commas between members of an array; a line feed stops it, since lines are counted. */
function skipNoise(bytes: Buffer, from: number, inArray: boolean): number {
  let at = from;
  while (isSpace(bytes[at]) || (bytes[at] === COMMA && (inArray || (from > 0 && bytes[from - 1] === CLOSE_OBJECT))))
    at++;
  return at;
}

/** Where the object begins that opens an array of objects; the bracket itself where it opens something else. */
function firstMember(bytes: Buffer, bracket: number): number {
  let at = bracket + 1;
  while (isSpace(bytes[at]) || bytes[at] === LINE_FEED) at++;
  return bytes[at] === OPEN_OBJECT ? at : bracket;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === CARRIAGE_RETURN;
}

/** Without its byte order mark, and in UTF-8: Windows tools write UTF-16. */
function withoutMark(input: Uint8Array): Buffer {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return Buffer.from(bytes.subarray(2).toString('utf16le'), 'utf8');
  return bytes;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const COMMA = 0x2c;
