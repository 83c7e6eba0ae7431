import type { SubmissionView } from '../../src/contract/answers';
import { Act } from '../shared/parts';
import { type PlainWord, useWords } from '../shared/texts/lang';
import { CloseDialog, DecideDialog, OverruleDialog, ResubmitDialog } from './dialogs';
import { handInWord } from './file-words';
import { type Asking, isUnderWay, type PanelMachine, primary, wantsFile } from './state';
import { storedIn } from './stored-file';

type Props = PanelMachine & {
  readonly view: SubmissionView;
  /** In the desk an issue that was deleted may be asked for again. */
  readonly atDesk: boolean;
  /** Set in the short form, where a file cannot be handed in: leads to the full one. */
  readonly onFull: (() => void) | undefined;
};

/** What a person may do next; every action that reaches DATEV is asked back with exactly what will go. */
export function Actions(props: Props) {
  const { view, state, tell, atDesk, onFull } = props;
  const t = useWords();
  const { resubmit, decide, upload } = view.actions;
  const first = primary(view);
  const ask = (what: Asking['what']) => tell({ on: 'asked', what, resubmit });
  const open = view.state !== 'delivered' && view.state !== 'closed';
  const wants = first === 'resubmit' && wantsFile(view.actions);
  const handIn = onFull !== undefined && wants;
  // Where a file is wanted, the field for it is the way on: a button that cannot be pressed would only stand beside it.
  const mayComeLater = wants && view.candidate === undefined;
  const goesAlready = isUnderWay(view) && !resubmit.allowed;
  return (
    <div className="actions">
      {first === 'decide' ? (
        <Act action={decide} primary onClick={() => ask('decide')}>
          {t('decideTitle')}
        </Act>
      ) : null}
      {first === 'new-issue' && atDesk ? <NewIssue {...props} primary /> : null}
      {handIn ? (
        <Act action={upload} primary onClick={onFull}>
          {t(storedIn(view) === undefined ? handInWord(view) : 'mendHere')}
        </Act>
      ) : null}
      {open && first !== 'decide' && !mayComeLater && !goesAlready ? (
        <Act action={resubmit} primary={first === 'resubmit'} onClick={() => ask('resubmit')}>
          {t(sendWord(view))}
        </Act>
      ) : null}
      <FurtherActions {...props} isOpen={open} ask={ask} />
      <ResubmitDialog state={state} tell={tell} word={t(sendWord(view))} view={view} />
      <CloseDialog state={state} tell={tell} />
      <OverruleDialog state={state} tell={tell} />
      <DecideDialog state={state} tell={tell} />
    </div>
  );
}

type Further = Props & { readonly isOpen: boolean; readonly ask: (what: Asking['what']) => void };

/** What is possible beside the way on. */
function FurtherActions(props: Further) {
  const { view, state, tell, atDesk, isOpen, ask } = props;
  const t = useWords();
  const first = primary(view);
  const { overrule, close, newIssue, issueDeleted } = view.actions;
  return (
    <>
      {isOpen && overrule.allowed ? (
        <Act action={overrule} primary={false} onClick={() => ask('overrule')}>
          {t('overrule')}
        </Act>
      ) : null}
      {isOpen && close.allowed ? (
        <Act action={close} primary={first === 'close'} onClick={() => ask('close')}>
          {t('close')}
        </Act>
      ) : null}
      {first !== 'new-issue' && newIssue.allowed && atDesk ? <NewIssue {...props} primary={false} /> : null}
      {issueDeleted.allowed && atDesk ? (
        <Act
          action={issueDeleted}
          primary={false}
          busy={state.doing?.name === 'submission.issue-deleted'}
          onClick={() => tell({ on: 'clicked', action: { name: 'submission.issue-deleted' } })}
        >
          {t('issueDeleted')}
        </Act>
      ) : null}
    </>
  );
}

function NewIssue({ view, state, tell, primary: isPrimary }: Props & { primary: boolean }) {
  const t = useWords();
  return (
    <Act
      action={view.actions.newIssue}
      primary={isPrimary}
      busy={state.doing?.name === 'submission.new-issue'}
      onClick={() => tell({ on: 'clicked', action: { name: 'submission.new-issue' } })}
    >
      {t('newIssue')}
    </Act>
  );
}

function sendWord(view: SubmissionView): PlainWord {
  if (view.actions.resubmit.mode === 'unchanged') return 'sendUnchanged';
  return view.state === 'ready' ? 'send' : 'resubmit';
}
