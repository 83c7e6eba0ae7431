import { useState } from 'react';
import type { DeskCause } from '../../src/contract/answers';
import { usePlace } from '../shared/page/place';
import { useWords } from '../shared/texts/lang';

/** The approval of a run is given where runs are. */
const APPROVAL = 'approve-run';
const APPROVALS = { path: ['pipelines'], query: { for: 'me' } };
const FIRST = 5;

/** Why something needs somebody: each is a page on which all of it is mended at once. */
export function Causes({ causes }: { causes: readonly DeskCause[] }) {
  const t = useWords();
  const { go } = usePlace();
  const [all, setAll] = useState(false);
  if (causes.length === 0) return null;
  const open = ({ key }: DeskCause) =>
    go(key === APPROVAL ? APPROVALS : { path: ['causes', key], query: {} });
  return (
    <section aria-labelledby="causes">
      <h2 id="causes">{t('causeList')}</h2>
      <ul className="causes">
        {causes.slice(0, all ? causes.length : FIRST).map((cause) => (
          <li key={cause.key}>
            <button type="button" onClick={() => open(cause)}>
              <strong>{cause.title}</strong>
              <span>{t('causeCounts', { files: cause.files, mandanten: cause.mandanten })}</span>
            </button>
          </li>
        ))}
      </ul>
      {causes.length <= FIRST || all ? null : (
        <button type="button" className="link" onClick={() => setAll(true)}>
          {t('allCauses', { count: causes.length })}
        </button>
      )}
    </section>
  );
}
