import { opened, sentAhead } from '../../static/sent-ahead';
import { type Answer, call, type TestWorld } from './world';

/** A call of the faces as the browser makes it when question or answer is too big for one message. */
export async function bigCall<T>(
  w: TestWorld,
  moduleKey: string,
  name: string,
  how: { readonly payload: object; readonly as: string },
): Promise<Answer<T>> {
  const { as } = how;
  const payload = { lang: 'en', ...how.payload };
  const parcel = await sentAhead(payload, async (part) => {
    const sent = await call(w, moduleKey, 'parcel.part', { payload: part, as });
    return sent.ok;
  });
  if (parcel === 'lost') throw new Error('a part was refused');
  const answer = await call<T>(w, moduleKey, name, {
    payload: parcel === undefined ? payload : { parcel },
    as,
  });
  if (!answer.ok || !('packed' in answer)) return answer;
  return { ok: true, now: answer.now, value: (await opened(answer as never)) as T };
}
