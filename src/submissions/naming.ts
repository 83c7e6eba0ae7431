import { referenceId } from '../datev/extf-files/reference';
import { sendName } from '../extf/file-name';
import type { Naming } from './decisions/decide';
import type { Submission } from './submission';

/** Names of transmissions: DATEV's file name and our reference id. */
export function naming(installationId: string): Naming {
  return {
    fileName(s: Submission, revision: number) {
      if (s.kind === 'document') return documentName(s, revision);
      if (s.kind === 'dxso') return packageName(s, revision);
      const period = (s.candidate ?? s.files.at(-1))?.period;
      return sendName({ mandant: s.mandant, period, shortId: s.id.slice(0, 9), revision });
    },
    referenceId: (s, revision) => referenceId(installationId, s.id, revision),
  };
}

/** DATEV never sees it: a package goes file by file. It is how people tell the revisions apart. */
function packageName(s: Submission, revision: number): string {
  const { month } = (s.candidate ?? s.files.at(-1))?.package ?? { month: '' };
  return ['DXSO', s.mandant, month, s.id.slice(0, 9), `r${revision}`].filter(Boolean).join('_');
}

/** For Jira: the person's own name of an image may tell who paid whom how much. DATEV gets that name. */
function documentName(s: Submission, revision: number): string {
  return ['Beleg', s.mandant, s.id.slice(0, 9), `r${revision}`].join('_');
}
