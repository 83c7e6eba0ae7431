import * as v from 'valibot';
import type { PackedAnswer } from '../contract/answers';
import { Parcel } from '../contract/payloads';
import { MOST_ANSWERED_CHARS, MOST_PACKED_CHARS } from '../kernel/parcel';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { gzip, toBase64, utf8 } from '../platform/bytes';
import { openParcel } from '../platform/kept-parcel';

/** What a call asks, in one message or in parts that came before. What is not there is no payload of any call. */
export async function questionOf(payload: unknown, accountId: string): Promise<unknown> {
  const asked = v.safeParse(v.object({ parcel: Parcel }), payload);
  return asked.success ? openParcel(accountId, asked.output.parcel) : payload;
}

type Fitting = { readonly value: unknown } | Pick<PackedAnswer, 'packed'>;

/** An answer as it gets through Forge. */
export function fitting(value: unknown): Result<Fitting, Problem> {
  const json = JSON.stringify(value);
  if (json.length <= MOST_ANSWERED_CHARS) return ok({ value });
  const packed = toBase64(gzip(utf8(json)));
  return packed.length > MOST_PACKED_CHARS
    ? fail({ code: 'platform.too-much', retry: 'after-fix' })
    : ok({ packed });
}
