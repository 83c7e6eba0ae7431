import { useId } from 'react';
import { decoded } from './decode';

/** More than any call takes, so that the caller says that it is too long; a huge file would stop the page. */
const MAX_BYTES = 24_000_000;

/**
 * A text file from this computer, read at once; the same file may be chosen again after it was changed. The label is the button: what a
 * browser writes on its own is in the browser’s language.
 */
export function TextFileField(props: Props) {
  const { label, accept, hint, disabled, onText } = props;
  const own = useId();
  const take = async (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    if (file !== undefined) onText(decoded(new Uint8Array(await file.slice(0, MAX_BYTES).arrayBuffer())));
    input.value = '';
  };
  return (
    <div className="field">
      <label className="file-button" data-disabled={disabled}>
        {label}
        <input
          className="unseen"
          type="file"
          accept={accept}
          aria-describedby={'id' in hint ? hint.id : own}
          disabled={disabled}
          onChange={(e) => void take(e.target)}
        />
      </label>
      {'id' in hint ? null : (
        <small id={own} className="why">
          {hint.text}
        </small>
      )}
    </div>
  );
}

type Props = {
  readonly label: string;
  readonly accept: string;
  /** Said below; or the id of what says it already. */
  readonly hint: { readonly text: string } | { readonly id: string };
  readonly disabled: boolean;
  readonly onText: (text: string) => void;
};
