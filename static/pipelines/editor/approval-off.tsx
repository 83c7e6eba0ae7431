import type { ApprovalOffView } from '../../../src/contract/pipelines';
import { Act } from '../../shared/parts';
import { SectionMessage } from '../../shared/signs/section-message';
import { useWords } from '../../shared/texts/lang';
import type { EditorHands } from './use-editor';

/** That the approval was, or is to be, switched off: firm leads see it wherever the pipeline stands. */
export function ApprovalOffNote({ off }: { off: ApprovalOffView | undefined }) {
  const t = useWords();
  if (off === undefined) return null;
  return (
    <SectionMessage
      appearance={off.isPending ? 'warning' : 'information'}
      title={t(off.isPending ? 'approvalOffAsked' : 'approvalOff')}
    >
      <p>{off.text}</p>
    </SectionMessage>
  );
}

/** With the two clicks about it. */
export function ApprovalOffPart({ approvalOff, decide, asked }: EditorHands) {
  const t = useWords();
  if (approvalOff === undefined) return null;
  const busy = asked.doing.includes('approval-off');
  return (
    <>
      <ApprovalOffNote off={approvalOff} />
      {approvalOff.isPending ? (
        <div className="actions">
          <Act action={approvalOff.confirm} busy={busy} onClick={() => void decide('confirm')}>
            {t('approvalOffConfirm')}
          </Act>
          <Act action={{ allowed: true }} busy={busy} onClick={() => void decide('withdraw')}>
            {t('approvalOffWithdraw')}
          </Act>
        </div>
      ) : null}
    </>
  );
}
