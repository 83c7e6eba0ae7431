import Button from '@atlaskit/button/new';
import Modal, {
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
} from '@atlaskit/modal-dialog';
import type { ReactNode } from 'react';
import { useWords } from './lang';

/** A question with one clear answer; closes with Escape, keeps the focus inside. */
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
  const t = useWords();
  return (
    <ModalTransition>
      {props.open ? (
        <Modal onClose={props.onClose} width="small">
          <ModalHeader>
            <ModalTitle>{props.title}</ModalTitle>
          </ModalHeader>
          <ModalBody>{props.children}</ModalBody>
          <ModalFooter>
            <Button appearance="subtle" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button
              appearance={props.danger === true ? 'danger' : 'primary'}
              isLoading={props.busy === true}
              isDisabled={props.disabled === true}
              onClick={props.onConfirm}
            >
              {props.confirm}
            </Button>
          </ModalFooter>
        </Modal>
      ) : null}
    </ModalTransition>
  );
}
