import type { PARCEL_CALLS } from '../contract/call';
import { ok } from '../kernel/result';
import { keepPart } from '../platform/kept-parcel';
import type { Handlers } from './answering';

/** The call that brings what is too big for one. */
export const parcelCalls: Handlers<typeof PARCEL_CALLS> = {
  'parcel.part': async ({ id, n, text }, { accountId }) => {
    await keepPart(accountId, { id, n, text });
    return ok(null);
  },
};
