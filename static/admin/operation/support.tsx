import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import { present } from '../../../src/kernel/present';
import { call } from '../../backend';
import { saveFile } from '../../shared/files/transfer';
import { Trouble } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';

/** The technical log as a file for the vendor; shown only where the vendor has left a key to seal it with. */
export function Support() {
  const [busy, setBusy] = useState(false);
  const [withTexts, setWithTexts] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const t = useWords();
  const lang = useLang();
  const fetchAll = async () => {
    const parts: string[] = [];
    let cursor: string | undefined;
    do {
      const more = present({ cursor });
      const answer = await call('support.log', { lang, withTexts, ...more });
      if (!answer.ok) return setProblem(answer.problem);
      parts.push(answer.value.part);
      cursor = answer.value.cursor;
    } while (cursor !== undefined);
    setProblem(undefined);
    saveFile('datev-technical-log.sealed', new TextEncoder().encode(`${parts.join('\n')}\n`));
  };
  const download = () => {
    setBusy(true);
    void fetchAll().finally(() => setBusy(false));
  };
  return (
    <section>
      <h2>{t('supportLog')}</h2>
      <p className="note">{t('supportLogNote')}</p>
      <label className="check">
        <input
          type="checkbox"
          checked={withTexts}
          onChange={(event) => setWithTexts(event.currentTarget.checked)}
        />{' '}
        {t('supportLogTexts')}
      </label>
      <Button isLoading={busy} onClick={download}>
        {t('download')}
      </Button>
      <Trouble of={problem} />
    </section>
  );
}
