import { useState } from 'react';
import { useWords } from '../texts/lang';

/** Copies a text; where the browser forbids that in frames, the text stands beside it to be selected. */
export function Copy({ text, what }: { text: string; what: string }) {
  const [said, setSaid] = useState<'copied' | 'copyFailed'>();
  const t = useWords();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid('copied'),
      () => setSaid('copyFailed'),
    );
  return (
    <span aria-live="polite">
      <button type="button" className="link" onClick={() => void copy()}>
        {t('copy')}
        <span className="unseen">: {what}</span>
      </button>
      {said === undefined ? null : <small> {t(said)}</small>}
    </span>
  );
}
