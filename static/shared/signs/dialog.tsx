import Button from '@atlaskit/button/new';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useWords } from '../texts/lang';

/**
 * A question with one clear answer. The browser's own dialog keeps the focus inside and closes with Escape. It stands
 * where the person just clicked: our frame is as high as its content, so its middle may be off the screen.
 */
export function Dialog(props: {
  open: boolean;
  title: string;
  confirm: string;
  danger?: boolean;
  busy?: boolean;
  disabled?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { open } = props;
  const t = useWords();
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => (open && ref.current !== null ? shown(ref.current) : undefined), [open]);
  if (!open) return null;
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onCancel={(e) => {
        e.preventDefault();
        props.onClose();
      }}
    >
      <h2 id={id}>{props.title}</h2>
      {props.children}
      <div className="actions">
        <Button
          appearance={props.danger === true ? 'danger' : 'primary'}
          isLoading={props.busy === true}
          isDisabled={props.disabled === true}
          onClick={props.onConfirm}
        >
          {props.confirm}
        </Button>
        <Button appearance="subtle" onClick={props.onClose}>
          {t('cancel')}
        </Button>
      </div>
    </dialog>
  );
}

/** Opens it; the answer closes it while it still stands in the page, so that the browser gives the focus back. */
function shown(dialog: HTMLDialogElement): () => void {
  const asker = document.activeElement;
  const clicked = asker?.getBoundingClientRect().top ?? 0;
  dialog.style.top = `${Math.max(8, clicked + window.scrollY - 40)}px`;
  dialog.showModal();
  dialog.scrollIntoView({ block: 'nearest' });
  return () => {
    dialog.close();
    if (asker instanceof HTMLElement && asker.isConnected) asker.focus({ preventScroll: true });
  };
}
