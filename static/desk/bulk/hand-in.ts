import type { Lang } from '../../../src/kernel/lang';
import { say } from '../../../src/texts/say';
import { call } from '../../backend';
import type { Chosen } from '../../shared/files/file-types';
import { sha256Of } from '../../shared/files/pieces';
import { pause, sendFile, stubbornly } from '../../shared/files/transfer';
import { paced, patiently } from './pace';
import { notDone, type Outcome, readyOf, send } from './send-one';

/** Calls for a small file until it is there, and how long its check takes before it is asked for. */
const CALLS = 3;
const FIRST_WAIT_MS = 600;
const MAX_WAIT_MS = 5000;

/**
 * Hands a corrected file in and sends it: what the backend's own check lets pass, exactly these bytes, and nothing that an approval would be
 * given with, because nobody was asked for that.
 */
export async function handInAndSend(chosen: Chosen, submissionId: string, lang: Lang): Promise<Outcome> {
  await paced(CALLS);
  const target = { to: 'submission', submissionId } as const;
  const sent = await patiently(() => sendFile(chosen, { target, lang }, () => undefined));
  if (!sent.ok) return notDone(sent.problem);
  const refused = await refusedOf(sent.fileId, lang);
  if (refused !== undefined) return refused;
  const found = await readyOf(submissionId, lang);
  if ('not' in found) return found.not;
  const { ready } = found;
  if (ready.mode !== 'file' || ready.sha256 !== (await sha256Of(chosen.raw)))
    return { is: 'not', title: say('page.otherFileThere', lang) };
  if (ready.approves) return { is: 'not', title: say('page.sendApprovesAlone', lang) };
  return send(ready, lang);
}

/** Waits for the backend's check; answers why the file was refused, if it was. */
async function refusedOf(fileId: string, lang: Lang): Promise<Outcome | undefined> {
  for (let wait: number = FIRST_WAIT_MS; ; wait = Math.min(MAX_WAIT_MS, wait * 1.4)) {
    await pause(wait);
    await paced(1);
    const answer = await patiently(() => stubbornly(() => call('file.state', { lang, fileId })));
    if (!answer.ok) return notDone(answer.problem);
    const { value } = answer;
    if (value.state === 'refused') return { is: 'not', title: value.title, remedy: value.remedy };
    if (value.state === 'accepted') return undefined;
  }
}
