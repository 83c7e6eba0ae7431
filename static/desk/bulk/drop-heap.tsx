import { useId, useState } from 'react';
import { useWords } from '../../shared/lang';

/** Many batches at once, dropped or chosen. */
export function DropHeap({ busy, onFiles }: { busy: boolean; onFiles: (files: readonly File[]) => void }) {
  const [over, setOver] = useState(false);
  const t = useWords();
  const [id, hint] = [useId(), useId()];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is only a shortcut, the input inside does the same by keyboard
    <div
      className={over ? 'drop over' : 'drop'}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        if (!busy) onFiles([...e.dataTransfer.files]);
      }}
    >
      <input
        id={id}
        className="unseen"
        type="file"
        accept=".csv,text/csv"
        multiple
        aria-describedby={hint}
        disabled={busy}
        onChange={(e) => {
          onFiles([...(e.target.files ?? [])]);
          e.target.value = '';
        }}
      />
      <label className="choose-files" htmlFor={id}>
        {t('dropCorrected')}
      </label>
      <small id={hint}>{t('dropCorrectedHint')}</small>
    </div>
  );
}
