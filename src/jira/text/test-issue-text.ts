import type { Lang } from '../../kernel/lang';
import { say } from '../../texts/say';
import { type Adf, doc, p, panel, strong } from './adf';

/** What the issue says with which an admin tries project and issue type. */
export function testIssue(lang: Lang): { readonly summary: string; readonly description: Adf } {
  return {
    summary: say('test-issue.summary', lang),
    description: doc(panel('info', p(strong(say('test-issue.lead', lang)))), p(say('test-issue.rest', lang))),
  };
}
