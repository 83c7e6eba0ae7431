import { useId, useState } from 'react';

type Props = {
  readonly label: string;
  readonly hint: string;
  /** What the browser offers to choose. */
  readonly accept: string;
  readonly multiple: boolean;
  readonly busy: boolean;
  readonly onFiles: (files: readonly File[]) => void;
};

/** Where files are dropped or chosen. The label is the button: what a browser writes on its own is in the browser’s language. */
export function DropZone({ label, hint, accept, multiple, busy, onFiles }: Props) {
  const [over, setOver] = useState(false);
  const id = useId();
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
      <label className="file-button" data-disabled={busy}>
        {label}
        <input
          className="unseen"
          type="file"
          accept={accept}
          multiple={multiple}
          aria-describedby={id}
          // Not `disabled`: whoever chose by keyboard would lose their place while the file is looked at.
          aria-disabled={busy}
          onClick={(e) => {
            if (busy) e.preventDefault();
          }}
          onChange={(e) => {
            if (!busy) onFiles([...(e.target.files ?? [])]);
            e.target.value = '';
          }}
        />
      </label>
      <small id={id}>{hint}</small>
    </div>
  );
}
