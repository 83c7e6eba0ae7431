import * as v from 'valibot';
import { MAX_PARTS, PART_CHARS } from '../kernel/parcel';
import { TARGETS } from '../mapping/mapping';
import { FieldName, SourceField } from '../pipelines/pipeline';
import { LOCALHOST } from './return-address';
import { CHUNK_BYTES } from './upload-limits';

/** What payloads are made of; the calls themselves, with what they answer, stand in `calls.ts`. */

export const Lang = v.picklist(['de', 'en']);
export const Key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9:._-]{1,200}$/));
export const MandantId = v.pipe(v.string(), v.regex(/^\d{4,7}-\d{1,5}$/));

/** An image for DATEV Unternehmen online: one of the Mandant's document types, and a note for the tax firm. */
const Document = v.optional(
  v.object({
    type: v.pipe(v.string(), v.minLength(1), v.maxLength(30)),
    note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(255))),
  }),
);

export const Begin = {
  /** Where the file goes: the issue the caller looks at, or a new submission for a Mandant (desk). */
  target: v.variant('to', [
    v.object({ to: v.literal('issue'), document: Document }),
    v.object({ to: v.literal('submission'), submissionId: Key, document: Document }),
    v.object({ to: v.literal('mandant'), mandant: MandantId, document: Document }),
  ]),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  packedBytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
};
export const Put = {
  fileId: Key,
  n: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)),
  /** Base64 of at most CHUNK_BYTES of the gzip stream. */
  data: v.pipe(v.string(), v.maxLength(Math.ceil(CHUNK_BYTES / 3) * 4), v.regex(/^[A-Za-z0-9+/]*={0,2}$/)),
};
export const OfFile = { fileId: Key };
export const Download = {
  submissionId: v.optional(Key),
  revision: v.pipe(v.number(), v.integer(), v.minValue(1)),
  n: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)),
};
export const OnSubmission = { submissionId: v.optional(Key) };

/** Where DATEV sends people back to: HTTPS; its sandbox also takes `http://localhost`, where nothing of this app answers. */
export const ReturnAddress = v.union([
  v.pipe(v.string(), v.url(), v.maxLength(500), v.startsWith('https://')),
  v.pipe(v.string(), v.regex(LOCALHOST)),
]);

/** `2026-11`, `2026-Q4`, `2026-11-30`. */
export const PeriodText = v.pipe(v.string(), v.regex(/^\d{4}-(?:Q[1-4]|\d{2}(?:-\d{2})?)$/));
/** `2026-11-30`. */
export const Day = v.optional(v.pipe(v.string(), v.isoDate()));
/** As `submissions/lists/cause-key` makes it. */
export const CauseKey = v.optional(v.pipe(v.string(), v.regex(/^[\w.:+-]{1,60}$/)));
/** A column that goes to a target, through a value table or as it is. */
export const Going = v.object({
  target: v.picklist(TARGETS),
  column: FieldName,
  isTable: v.boolean(),
  hasOtherwise: v.boolean(),
});
/** A Look has as many columns as it likes; a preview of more is read anew. */
export const MOST_GIVEN = 200;
/** Rows of a preview on their way back, with the columns they have. */
export const GivenRows = v.object({
  fields: v.pipe(v.array(SourceField), v.maxLength(MOST_GIVEN)),
  rows: v.pipe(
    v.array(v.pipe(v.array(v.nullable(v.pipe(v.string(), v.maxLength(10_000)))), v.maxLength(MOST_GIVEN))),
    v.maxLength(20),
  ),
});
/** As the page was given it; not there: it has none. */
export const Ticket = v.optional(v.pipe(v.string(), v.maxLength(2000)));
/** The page wants a line on which it hears of changes. */
export const WantsLine = v.optional(v.boolean(), false);
export const Version = v.pipe(v.number(), v.integer(), v.minValue(0));
export const Before = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
export const Account = v.object({
  /** Digits, zeros in front do not count. */
  number: v.pipe(v.string(), v.regex(/^\d{1,9}$/)),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(150)),
  automatic: v.exactOptional(v.literal(true)),
});

/** What a value table gets: of which target over which column, the source's value, ours, and of a tax key its rate. */
export const MissingEntry = v.object({
  target: v.picklist(TARGETS),
  column: FieldName,
  when: v.pipe(v.string(), v.maxLength(120)),
  value: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
  rate: v.exactOptional(v.pipe(v.string(), v.trim(), v.regex(/^\d{1,2}(?:\.\d{1,2})?$/))),
});

const ParcelId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
/** In place of a payload that is too big for one message: its parts came before. */
export const Parcel = v.object({
  id: ParcelId,
  parts: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PARTS)),
});
export const Part = {
  id: ParcelId,
  n: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_PARTS - 1)),
  text: v.pipe(v.string(), v.maxLength(PART_CHARS), v.regex(/^[A-Za-z0-9+/]*={0,2}$/)),
};
