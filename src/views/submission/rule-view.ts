import type { Status } from '../../contract/actions';
import { needsOf } from '../../jira/needs';
import { keepsBack } from '../../settings/may-transmit';
import type { Settings } from '../../settings/settings';
import { fileAtDatev } from '../../submissions/shown-file';
import { standsSince } from '../../submissions/standing';
import { stateCodeOf } from '../../submissions/state-code';
import type { Submission } from '../../submissions/submission';
import { stateWordsOf } from '../state-words';

/** Where a submission stands, for an Automation rule or Rovo: what the list of the desk says of it, and nothing of the books. */
export function statusOf(state: Submission, settings: Settings, environmentType: string): Status {
  const code = stateCodeOf(state, keepsBack(settings, environmentType));
  const words = stateWordsOf(code, { state, lang: 'en', stopReason: settings.stopped?.reason });
  const { fileName, jobId = '' } = fileAtDatev(state);
  const needs = needsOf(state);
  return {
    state: code,
    sentence: words.sentence,
    needs: needs?.who ?? '',
    nextAction: words.nextAction,
    since: needs?.since ?? standsSince(state),
    fileName,
    jobId,
    period: state.run?.period ?? state.from?.period ?? '',
    mandant: state.mandant,
  };
}
