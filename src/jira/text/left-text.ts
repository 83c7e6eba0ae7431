import type { Lang } from '../../kernel/lang';
import { say } from '../../texts/say';
import { type Adf, doc, p } from './adf';

/** The description, and at its end which fields Jira did not take. */
export function withLeft(description: Adf, left: readonly string[], lang: Lang): Adf {
  if (left.length === 0) return description;
  return doc(...description.content, p(say('issue.left-fields', lang, { fields: left.join(', ') })));
}

/** The description, and at its end in which project the issue was to be. */
export function withMissed(description: Adf, project: string | undefined, lang: Lang): Adf {
  if (project === undefined) return description;
  return doc(...description.content, p(say('issue.other-project', lang, { project })));
}
