import type { PipelineAnswer, PipelinesAnswer } from '../../../src/contract/pipelines';
import type { Open, Step } from '../place';
import { CalendarPart, GuardPart } from './editor-calendar';
import { MandantStep } from './editor-mandant';
import { MappingPart } from './editor-mapping';
import { DocumentsPart, OutputPart } from './editor-output';
import { ReadingPart, SourcePart } from './editor-source';
import { ValuesStep } from './editor-values';
import { LivePreview } from './live-preview';
import type { PartProps } from './part-props';

type Props = PartProps & {
  readonly step: Step;
  readonly value: PipelinesAnswer;
  readonly stored: PipelineAnswer | undefined;
  readonly now: string;
  readonly open: Open;
  readonly onGone: () => void;
  readonly mayAsk: boolean;
  readonly bring: (at: string) => void;
};

/** Where what is typed changes what a row becomes. */
const WITH_ROW: readonly Step[] = ['mapping', 'values', 'output'];

/** What stands in one step, and a real row on its way beside it. */
export function StepBody(props: Props) {
  const isBeside = WITH_ROW.includes(props.step);
  return (
    <div className={isBeside ? 'two-up' : undefined}>
      <div className="step-body">
        <Inputs {...props} />
      </div>
      {isBeside ? <LivePreview {...props} /> : null}
    </div>
  );
}

function Inputs(props: Props) {
  switch (props.step) {
    case 'mandant':
      return <MandantStep {...props} />;
    case 'source':
      return (
        <>
          <SourcePart {...props} />
          <ReadingPart {...props} />
        </>
      );
    case 'mapping':
      return <MappingPart {...props} />;
    case 'values':
      return <ValuesStep {...props} />;
    case 'output':
      return (
        <>
          <OutputPart {...props} />
          <DocumentsPart {...props} />
        </>
      );
    case 'calendar':
      return <CalendarStep {...props} />;
  }
}

function CalendarStep(props: Props) {
  const { asked, stored } = props;
  return (
    <>
      <CalendarPart {...props} upcoming={asked.upcoming ?? stored?.upcoming ?? []} />
      <GuardPart {...props} />
    </>
  );
}
