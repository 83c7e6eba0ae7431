import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import { MAX_TABLE } from '../../../src/mapping/mapping';
import { useWords } from '../../shared/texts/lang';
import type { TableRow } from './form';
import { pasted } from './paste';
import { asText } from './table-rows';

type PasteProps = {
  readonly hasRate: boolean;
  /** Answers which of the rows the table has no room for. */
  readonly onRows: (rows: readonly TableRow[]) => readonly TableRow[];
};

/** Takes over what was pasted, and says what of it was not: those rows stay where they were pasted. */
function usePaste({ hasRate, onRows }: PasteProps) {
  const [text, setText] = useState('');
  const [said, setSaid] = useState<string>();
  const t = useWords();
  const take = () => {
    const { rows, wrong } = pasted(text, hasRate);
    const left = onRows(rows);
    const count = rows.length - left.length;
    const done =
      wrong.length === 0 ? t('pasteDone', { count }) : t('pasteWrong', { count, lines: wrong.join(', ') });
    const [first] = left;
    const full = { most: MAX_TABLE, left: left.length, first: first?.when ?? '' };
    setSaid(first === undefined ? done : `${done} ${t('pasteFull', full)}`);
    setText(asText(left));
  };
  return { text, setText, said, take };
}

/** Rows copied from a spreadsheet. */
export function Paste(props: PasteProps) {
  const { hasRate } = props;
  const { text, setText, said, take } = usePaste(props);
  const t = useWords();
  const [id, hint] = [useId(), useId()];
  return (
    <details>
      <summary>{t('paste')}</summary>
      <label htmlFor={id}>{t('pasteLabel')}</label>
      <textarea
        id={id}
        rows={4}
        spellCheck={false}
        aria-describedby={hint}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <small id={hint} className="why">
        {t(hasRate ? 'pasteHintRate' : 'pasteHint')}
      </small>
      <div className="actions" aria-live="polite">
        <Button spacing="compact" isDisabled={text.trim() === ''} onClick={take}>
          {t('pasteTake')}
        </Button>
        {said === undefined ? null : <span>{said}</span>}
      </div>
    </details>
  );
}
