import type { AdminAnswer } from '../../../src/contract/answers';

/** Whether each watched Mandant has a long-term approval that may be used: the session alone ends after hours, and with it looking and sending. */
export function isForGood({
  connections,
  mandanten,
}: Pick<AdminAnswer, 'connections' | 'mandanten'>): boolean {
  const usable = connections.filter(({ isLive, tone }) => isLive && (tone === 'success' || tone === 'moved'));
  return mandanten.every(({ id, watched }) => !watched || usable.some((one) => one.id === id));
}
