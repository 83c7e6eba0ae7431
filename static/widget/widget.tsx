import {
  Badge,
  Button,
  Heading,
  Inline,
  Link,
  List,
  ListItem,
  SectionMessage,
  Spinner,
  Stack,
  Text,
} from '@forge/react';
import { useEffect, useState } from 'react';
import type { WidgetAnswer, WidgetCount } from '../../src/contract/widget';
import type { Lang } from '../../src/kernel/lang';
import { type Asked, ask, type Standing, standing } from './asked';
import { placeOfClose, placeOfCount, placeOfDesk } from './places';
import { plain } from './words';

/** The widget of a dashboard: four numbers, each a way to its list at the desk, and the runs that come next. */
export function Widget() {
  const [here, setHere] = useState<Standing>();
  const [asked, setAsked] = useState<Asked>();
  useEffect(() => {
    standing().then(setHere, () => setHere({ lang: 'en', scope: 'all' }));
  }, []);
  useEffect(() => {
    if (here === undefined) return undefined;
    let isOver = false;
    setAsked(undefined);
    void ask(here).then((answer) => {
      if (!isOver) setAsked(answer);
    });
    return () => {
      isOver = true;
    };
  }, [here]);
  if (here === undefined || asked === undefined) return <Loading lang={here?.lang ?? 'en'} />;
  if (asked !== 'not-reached' && asked.ok) return <Numbers value={asked.value} here={here} />;
  return <Trouble asked={asked} lang={here.lang} onAgain={() => setHere({ ...here })} />;
}

function Loading({ lang }: { lang: Lang }) {
  const text = plain('widget.loading', lang);
  return (
    <Inline space="space.100" alignBlock="center">
      <Spinner label={text} />
      <Text>{text}</Text>
    </Inline>
  );
}

type TroubleProps = { asked: Exclude<Asked, undefined>; lang: Lang; onAgain: () => void };

/** Why there are no numbers, and what to do. Where the viewer lacks a right, asking again would not help. */
function Trouble({ asked, lang, onAgain }: TroubleProps) {
  const problem = asked === 'not-reached' || asked.ok ? undefined : asked.problem;
  const isRight = problem?.code.startsWith('access.') === true;
  return (
    <Stack space="space.150" alignInline="start">
      <SectionMessage
        appearance={isRight ? 'information' : 'warning'}
        title={problem?.title ?? plain('widget.not-reached.title', lang)}
      >
        <Text>{problem?.remedy ?? plain('widget.not-reached.remedy', lang)}</Text>
      </SectionMessage>
      {isRight ? null : <Button onClick={onAgain}>{plain('widget.again', lang)}</Button>}
    </Stack>
  );
}

function Numbers({ value, here }: { value: WidgetAnswer; here: Standing }) {
  const { notice, closes } = value;
  return (
    <Stack space="space.200">
      <Text color="color.text.subtle">{value.of}</Text>
      {notice === undefined ? null : (
        <SectionMessage appearance="warning" title={notice.title}>
          <Text>{notice.remedy}</Text>
        </SectionMessage>
      )}
      <List type="unordered">
        {value.counts.map((one) => (
          <ListItem key={one.of}>
            <Count one={one} value={value} here={here} />
          </ListItem>
        ))}
      </List>
      <Heading as="h3" size="small">
        {closes.title}
      </Heading>
      <Closes closes={closes} here={here} />
      <To text={plain('widget.desk', here.lang)} here={here} place={placeOfDesk(value.scope)} />
    </Stack>
  );
}

type CountProps = { one: WidgetCount; value: WidgetAnswer; here: Standing };

/** Red only where somebody waits too long, and never by its colour alone. */
function Count({ one, value, here }: CountProps) {
  const isLate = one.of === 'overdue' && one.count > 0;
  return (
    <Inline space="space.100" alignBlock="center" shouldWrap>
      <Badge appearance={isLate ? 'important' : 'default'} max={false}>
        {one.count}
      </Badge>
      <To text={one.label} here={here} place={placeOfCount(one.of, value)} />
      <Text size="small" color="color.text.subtle">
        {one.note}
      </Text>
    </Inline>
  );
}

function Closes({ closes, here }: { closes: WidgetAnswer['closes']; here: Standing }) {
  if (closes.list.length === 0) return <Text>{closes.none}</Text>;
  return (
    <List type="unordered">
      {closes.list.map(({ pipeline, title, when }) => (
        <ListItem key={pipeline}>
          <Inline space="space.100" alignBlock="center" shouldWrap>
            <To text={title} here={here} place={placeOfClose(pipeline)} />
            <Text size="small">{when}</Text>
          </Inline>
        </ListItem>
      ))}
    </List>
  );
}

/** A way into the desk; plain words where Jira does not say where that is. */
function To({ text, here, place }: { text: string; here: Standing; place: string }) {
  return here.desk === undefined ? <Text>{text}</Text> : <Link href={here.desk + place}>{text}</Link>;
}
