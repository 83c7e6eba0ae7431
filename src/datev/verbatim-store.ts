import { secondsInDay } from 'date-fns/constants';
import * as v from 'valibot';
import { present } from '../kernel/present';
import * as kv from '../platform/kv';
import { unwrap } from '../platform/trouble';
import type { Verbatim } from './verbatim';

const Shape = v.object({
  code: v.optional(v.string()),
  type: v.optional(v.string()),
  title: v.optional(v.string()),
  detail: v.optional(v.string()),
  elements: v.array(v.object({ name: v.string(), reason: v.string() })),
});
const MOST = 4000;
/** Usually it goes with the bytes of the file; what never got a file must not stay for ever. */
const KEEP = { ttlSeconds: 365 * secondsInDay };

/** Keeps DATEV's own words for one attempt. Secret storage, because free text may quote a booking. Long texts are cut. */
export async function keepVerbatim(
  submissionId: string,
  revision: number,
  verbatim: Verbatim,
): Promise<void> {
  const short = (text: string | undefined) => text?.slice(0, MOST);
  const { code, type, title, detail } = verbatim;
  await unwrap(
    kv.setSecret(
      keyOf(submissionId, revision),
      {
        ...present({ code, type: short(type), title: short(title), detail: short(detail) }),
        elements: verbatim.elements
          .slice(0, 100)
          .map((e) => ({ name: short(e.name), reason: short(e.reason) })),
      },
      KEEP,
    ),
  );
}

/** DATEV's own words for one attempt, for the panel only. */
export async function loadVerbatim(
  submissionId: string,
  revision: number,
): Promise<v.InferOutput<typeof Shape> | undefined> {
  const parsed = v.safeParse(Shape, await unwrap(kv.getSecret(keyOf(submissionId, revision))));
  return parsed.success ? parsed.output : undefined;
}

/** Forgets DATEV's own words for one attempt. Safe to repeat. */
export async function forgetVerbatim(submissionId: string, revision: number): Promise<void> {
  await unwrap(kv.removeSecret(keyOf(submissionId, revision)));
}

function keyOf(submissionId: string, revision: number): string {
  return `verbatim:${submissionId}:${revision}`;
}
