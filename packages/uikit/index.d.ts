// Made of @atlaskit/forge-react-types 2.11.0 by generate.mjs.
export type TAdfRenderer<T> = (props: {
  document?: unknown;
  documentWithoutMedia?: unknown;
  replaceUnsupportedNode?: unknown;
}) => T;
export type TAtlassianIcon<T> = (props: {
  glyph?:
    | 'blog'
    | 'branch'
    | 'bug'
    | 'calendar'
    | 'changes'
    | 'code'
    | 'commit'
    | 'database'
    | 'epic'
    | 'idea'
    | 'improvement'
    | 'incident'
    | 'new-feature'
    | 'page'
    | 'page-live-doc'
    | 'problem'
    | 'pull-request'
    | 'question'
    | 'story'
    | 'subtask'
    | 'task'
    | 'whiteboard'
    | 'work-item';
  label?: unknown;
  size?: 'medium' | 'small';
  testId?: unknown;
}) => T;
export type TAtlassianTile<T> = (props: {
  glyph?:
    | 'blog'
    | 'branch'
    | 'bug'
    | 'calendar'
    | 'changes'
    | 'code'
    | 'commit'
    | 'database'
    | 'epic'
    | 'idea'
    | 'improvement'
    | 'incident'
    | 'new-feature'
    | 'page'
    | 'page-live-doc'
    | 'problem'
    | 'pull-request'
    | 'question'
    | 'story'
    | 'subtask'
    | 'task'
    | 'whiteboard'
    | 'work-item';
  isBold?: unknown;
  label?: unknown;
  size?: unknown;
  testId?: unknown;
}) => T;
export type TBadge<T> = (props: {
  appearance?:
    | 'added'
    | 'danger'
    | 'default'
    | 'discovery'
    | 'important'
    | 'information'
    | 'inverse'
    | 'neutral'
    | 'primary'
    | 'primaryInverted'
    | 'removed'
    | 'success'
    | 'warning';
  children?: unknown;
  max?: unknown;
  testId?: unknown;
}) => T;
export type TBanner<T> = (props: {
  appearance?: unknown;
  children?: unknown;
  icon?: unknown;
  testId?: unknown;
}) => T;
export type TBarChart<T> = (props: {
  colorAccessor?: unknown;
  colorPalette?: unknown;
  data?: unknown;
  height?: unknown;
  hideMenu?: unknown;
  plotMargin?: unknown;
  plotMarginBottom?: unknown;
  plotMarginLeft?: unknown;
  plotMarginRight?: unknown;
  plotMarginTop?: unknown;
  showBorder?: unknown;
  subtitle?: unknown;
  title?: unknown;
  width?: unknown;
  xAccessor?: unknown;
  yAccessor?: unknown;
}) => T;
export type TBlanket<T> = (props: {
  children?: unknown;
  isTinted?: unknown;
  onBlanketClicked?: unknown;
  shouldAllowClickThrough?: unknown;
  testId?: unknown;
}) => T;
export type TBleed<T> = (props: {
  all?: unknown;
  block?: unknown;
  children?: unknown;
  inline?: unknown;
  testId?: unknown;
}) => T;
export type TBox<T> = (props: {
  backgroundColor?: unknown;
  children?: unknown;
  padding?:
    | 'space.0'
    | 'space.025'
    | 'space.050'
    | 'space.075'
    | 'space.100'
    | 'space.1000'
    | 'space.150'
    | 'space.200'
    | 'space.250'
    | 'space.300'
    | 'space.400'
    | 'space.500'
    | 'space.600'
    | 'space.800';
  paddingBlock?:
    | 'space.0'
    | 'space.025'
    | 'space.050'
    | 'space.075'
    | 'space.100'
    | 'space.1000'
    | 'space.150'
    | 'space.200'
    | 'space.250'
    | 'space.300'
    | 'space.400'
    | 'space.500'
    | 'space.600'
    | 'space.800';
  paddingBlockEnd?:
    | 'space.0'
    | 'space.025'
    | 'space.050'
    | 'space.075'
    | 'space.100'
    | 'space.1000'
    | 'space.150'
    | 'space.200'
    | 'space.250'
    | 'space.300'
    | 'space.400'
    | 'space.500'
    | 'space.600'
    | 'space.800';
  paddingBlockStart?:
    | 'space.0'
    | 'space.025'
    | 'space.050'
    | 'space.075'
    | 'space.100'
    | 'space.1000'
    | 'space.150'
    | 'space.200'
    | 'space.250'
    | 'space.300'
    | 'space.400'
    | 'space.500'
    | 'space.600'
    | 'space.800';
  paddingInline?:
    | 'space.0'
    | 'space.025'
    | 'space.050'
    | 'space.075'
    | 'space.100'
    | 'space.1000'
    | 'space.150'
    | 'space.200'
    | 'space.250'
    | 'space.300'
    | 'space.400'
    | 'space.500'
    | 'space.600'
    | 'space.800';
  paddingInlineEnd?:
    | 'space.0'
    | 'space.025'
    | 'space.050'
    | 'space.075'
    | 'space.100'
    | 'space.1000'
    | 'space.150'
    | 'space.200'
    | 'space.250'
    | 'space.300'
    | 'space.400'
    | 'space.500'
    | 'space.600'
    | 'space.800';
  paddingInlineStart?:
    | 'space.0'
    | 'space.025'
    | 'space.050'
    | 'space.075'
    | 'space.100'
    | 'space.1000'
    | 'space.150'
    | 'space.200'
    | 'space.250'
    | 'space.300'
    | 'space.400'
    | 'space.500'
    | 'space.600'
    | 'space.800';
  role?: unknown;
  testId?: unknown;
  xcss?: unknown;
}) => T;
export type TBreadcrumbs<T> = (props: {
  children?: unknown;
  defaultExpanded?: unknown;
  ellipsisLabel?: unknown;
  isExpanded?: unknown;
  itemsAfterCollapse?: unknown;
  itemsBeforeCollapse?: unknown;
  label?: unknown;
  maxItems?: unknown;
  onExpand?: unknown;
  testId?: unknown;
}) => T;
export type TBreadcrumbsItem<T> = (props: {
  href?: unknown;
  iconAfter?: unknown;
  iconBefore?: unknown;
  testId?: unknown;
  text?: unknown;
}) => T;
export type TButton<T> = (props: {
  appearance?: unknown;
  autoFocus?: unknown;
  children?: unknown;
  iconAfter?: unknown;
  iconBefore?: unknown;
  isDisabled?: unknown;
  isSelected?: unknown;
  onBlur?: unknown;
  onClick?: unknown;
  onFocus?: unknown;
  shouldFitContainer?: unknown;
  spacing?: unknown;
  testId?: unknown;
  type?: unknown;
}) => T;
export type TButtonGroup<T> = (props: {
  appearance?: unknown;
  children?: unknown;
  label?: unknown;
  testId?: unknown;
  titleId?: unknown;
}) => T;
export type TCalendar<T> = (props: {
  day?: unknown;
  defaultDay?: unknown;
  defaultMonth?: unknown;
  defaultPreviouslySelected?: unknown;
  defaultSelected?: unknown;
  defaultYear?: unknown;
  disabled?: unknown;
  locale?: unknown;
  maxDate?: unknown;
  minDate?: unknown;
  nextMonthLabel?: unknown;
  onBlur?: unknown;
  onChange?: unknown;
  onFocus?: unknown;
  onSelect?: unknown;
  previousMonthLabel?: unknown;
  previouslySelected?: unknown;
  selected?: unknown;
  tabIndex?: unknown;
  testId?: unknown;
  today?: unknown;
  weekStartDay?: unknown;
  year?: unknown;
}) => T;
export type TCheckbox<T> = (props: {
  'aria-invalid'?: unknown;
  'aria-labelledby'?: unknown;
  defaultChecked?: unknown;
  id?: unknown;
  isChecked?: unknown;
  isDisabled?: unknown;
  isIndeterminate?: unknown;
  isInvalid?: unknown;
  isRequired?: unknown;
  label?: unknown;
  name?: unknown;
  onBlur?: unknown;
  onChange?: unknown;
  onFocus?: unknown;
  testId?: unknown;
  value?: unknown;
}) => T;
export type TCheckboxGroup<T> = (props: {
  defaultValue?: unknown;
  isDisabled?: unknown;
  name?: unknown;
  onChange?: unknown;
  options?: unknown;
  value?: unknown;
}) => T;
export type TChromelessEditor<T> = (props: {
  defaultValue?: unknown;
  features?: unknown;
  isDisabled?: unknown;
  onChange?: unknown;
}) => T;
export type TCode<T> = (props: { children?: unknown; testId?: unknown }) => T;
export type TCodeBlock<T> = (props: {
  highlight?: unknown;
  highlightedEndText?: unknown;
  highlightedStartText?: unknown;
  language?: unknown;
  shouldWrapLongLines?: unknown;
  showLineNumbers?: unknown;
  testId?: unknown;
  text?: unknown;
}) => T;
export type TComment<T> = (props: {
  actions?: unknown;
  author?: unknown;
  edited?: unknown;
  errorActions?: unknown;
  time?: unknown;
}) => T;
export type TCommentEditor<T> = (props: {
  defaultValue?: unknown;
  features?: unknown;
  isDisabled?: unknown;
  onCancel?: unknown;
  onChange?: unknown;
  onSave?: unknown;
}) => T;
export type TDatePicker<T> = (props: {
  appearance?: 'default' | 'none' | 'subtle';
  'aria-invalid'?: 'false' | 'true';
  'aria-labelledby'?: unknown;
  autoFocus?: unknown;
  dateFormat?: unknown;
  defaultIsOpen?: unknown;
  defaultValue?: unknown;
  disabled?: unknown;
  id?: unknown;
  isDisabled?: unknown;
  isInvalid?: unknown;
  isOpen?: unknown;
  isRequired?: unknown;
  locale?: unknown;
  maxDate?: unknown;
  minDate?: unknown;
  name?: unknown;
  nextMonthLabel?: unknown;
  onBlur?: unknown;
  onChange?: unknown;
  onFocus?: unknown;
  placeholder?: unknown;
  previousMonthLabel?: unknown;
  selectProps?: unknown;
  shouldShowCalendarButton?: unknown;
  spacing?: 'compact' | 'default';
  testId?: unknown;
  value?: unknown;
  weekStartDay?: unknown;
}) => T;
export type TDonutChart<T> = (props: {
  colorAccessor?: unknown;
  colorPalette?: unknown;
  data?: unknown;
  height?: unknown;
  hideMenu?: unknown;
  innerRadius?: unknown;
  labelAccessor?: unknown;
  outerRadius?: unknown;
  showBorder?: unknown;
  showMarkLabels?: unknown;
  subtitle?: unknown;
  title?: unknown;
  valueAccessor?: unknown;
  width?: unknown;
}) => T;
export type TDynamicTable<T> = (props: {
  caption?: unknown;
  defaultPage?: unknown;
  defaultSortKey?: unknown;
  defaultSortOrder?: unknown;
  emptyView?: unknown;
  head?: unknown;
  highlightedRowIndex?: unknown;
  isFixedSize?: unknown;
  isLoading?: unknown;
  isRankable?: unknown;
  label?: unknown;
  loadingSpinnerSize?: unknown;
  onRankEnd?: unknown;
  onRankStart?: unknown;
  onSetPage?: unknown;
  page?: unknown;
  paginationi18n?: unknown;
  rows?: unknown;
  rowsPerPage?: unknown;
  sortKey?: unknown;
  sortOrder?: unknown;
  testId?: unknown;
}) => T;
export type TEmptyState<T> = (props: {
  buttonGroupLabel?: unknown;
  description?: unknown;
  header?: unknown;
  headingLevel?: unknown;
  isLoading?: unknown;
  primaryAction?: unknown;
  secondaryAction?: unknown;
  tertiaryAction?: unknown;
  testId?: unknown;
  width?: 'narrow' | 'wide';
}) => T;
export type TErrorMessage<T> = (props: { children?: unknown; testId?: unknown }) => T;
export type TFileCard<T> = (props: {
  error?: unknown;
  fileName?: unknown;
  fileSize?: unknown;
  fileType?: unknown;
  isUploading?: unknown;
  onDelete?: unknown;
  onDownload?: unknown;
  testId?: unknown;
  uploadProgress?: unknown;
}) => T;
export type TFilePicker<T> = (props: {
  description?: unknown;
  label?: unknown;
  onChange?: unknown;
  testId?: unknown;
}) => T;
export type TFlex<T> = (props: {
  alignItems?: unknown;
  children?: unknown;
  columnGap?: unknown;
  direction?: unknown;
  gap?: unknown;
  justifyContent?: unknown;
  role?: unknown;
  rowGap?: unknown;
  testId?: unknown;
  wrap?: unknown;
}) => T;
export type TForm<T> = (props: { children?: unknown; onSubmit?: unknown }) => T;
export type TFormFooter<T> = (props: { align?: unknown; children?: unknown }) => T;
export type TFormHeader<T> = (props: { children?: unknown; description?: unknown; title?: unknown }) => T;
export type TFormSection<T> = (props: { children?: unknown; description?: unknown; title?: unknown }) => T;
export type TFrame<T> = (props: {
  dispatch?: unknown;
  frameId?: unknown;
  height?: unknown;
  resource?: unknown;
  width?: unknown;
}) => T;
export type TGrid<T> = (props: {
  alignContent?: unknown;
  alignItems?: unknown;
  autoFlow?: unknown;
  children?: unknown;
  columnGap?: unknown;
  gap?: unknown;
  id?: unknown;
  justifyContent?: unknown;
  justifyItems?: unknown;
  role?: unknown;
  rowGap?: unknown;
  templateColumns?: unknown;
  templateRows?: unknown;
  testId?: unknown;
}) => T;
export type THeading<T> = (props: {
  as?: 'div' | 'h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6' | 'span';
  children?: unknown;
  color?: 'color.text' | 'color.text.inverse' | 'color.text.warning.inverse';
  id?: unknown;
  size?: 'large' | 'medium' | 'small' | 'xlarge' | 'xsmall' | 'xxlarge' | 'xxsmall';
  testId?: unknown;
}) => T;
export type THelperMessage<T> = (props: { children?: unknown; testId?: unknown }) => T;
export type THorizontalBarChart<T> = (props: {
  colorAccessor?: unknown;
  colorPalette?: unknown;
  data?: unknown;
  height?: unknown;
  hideMenu?: unknown;
  plotMargin?: unknown;
  plotMarginBottom?: unknown;
  plotMarginLeft?: unknown;
  plotMarginRight?: unknown;
  plotMarginTop?: unknown;
  showBorder?: unknown;
  subtitle?: unknown;
  title?: unknown;
  width?: unknown;
  xAccessor?: unknown;
  yAccessor?: unknown;
}) => T;
export type THorizontalStackBarChart<T> = (props: {
  colorAccessor?: unknown;
  colorPalette?: unknown;
  data?: unknown;
  height?: unknown;
  hideMenu?: unknown;
  plotMargin?: unknown;
  plotMarginBottom?: unknown;
  plotMarginLeft?: unknown;
  plotMarginRight?: unknown;
  plotMarginTop?: unknown;
  showBorder?: unknown;
  subtitle?: unknown;
  title?: unknown;
  width?: unknown;
  xAccessor?: unknown;
  yAccessor?: unknown;
}) => T;
export type TIcon<T> = (props: {
  color?: unknown;
  glyph?: unknown;
  label?: unknown;
  primaryColor?: unknown;
  secondaryColor?: unknown;
  size?: 'large' | 'medium' | 'small';
}) => T;
export type TImage<T> = (props: {
  alt?: unknown;
  height?: unknown;
  size?: 'large' | 'medium' | 'small' | 'xlarge' | 'xsmall';
  src?: unknown;
  width?: unknown;
}) => T;
export type TInline<T> = (props: {
  alignBlock?: unknown;
  alignInline?: unknown;
  children?: unknown;
  grow?: unknown;
  rowSpace?: unknown;
  separator?: unknown;
  shouldWrap?: unknown;
  space?: unknown;
  spread?: unknown;
  testId?: unknown;
}) => T;
export type TInlineEdit<T> = (props: { editView?: unknown; onConfirm?: unknown }) => T;
export type TLabel<T> = (props: {
  children?: unknown;
  id?: unknown;
  labelFor?: unknown;
  testId?: unknown;
}) => T;
export type TLineChart<T> = (props: {
  colorAccessor?: unknown;
  colorPalette?: unknown;
  data?: unknown;
  height?: unknown;
  hideMenu?: unknown;
  plotMargin?: unknown;
  plotMarginBottom?: unknown;
  plotMarginLeft?: unknown;
  plotMarginRight?: unknown;
  plotMarginTop?: unknown;
  showBorder?: unknown;
  subtitle?: unknown;
  title?: unknown;
  width?: unknown;
  xAccessor?: unknown;
  yAccessor?: unknown;
}) => T;
export type TLink<T> = (props: { children?: unknown; href?: unknown; openNewTab?: unknown }) => T;
export type TLinkButton<T> = (props: {
  appearance?: unknown;
  autoFocus?: unknown;
  children?: unknown;
  href?: unknown;
  isDisabled?: unknown;
  isSelected?: unknown;
  onBlur?: unknown;
  onClick?: unknown;
  onFocus?: unknown;
  ref?: unknown;
  shouldFitContainer?: unknown;
  spacing?: unknown;
  target?: unknown;
  testId?: unknown;
}) => T;
export type TList<T> = (props: { children?: unknown; type?: 'ordered' | 'unordered' }) => T;
export type TListItem<T> = (props: { children?: unknown }) => T;
export type TLoadingButton<T> = (props: {
  appearance?: unknown;
  autoFocus?: unknown;
  children?: unknown;
  isDisabled?: unknown;
  isLoading?: unknown;
  isSelected?: unknown;
  onBlur?: unknown;
  onClick?: unknown;
  onFocus?: unknown;
  shouldFitContainer?: unknown;
  spacing?: unknown;
  testId?: unknown;
  type?: unknown;
}) => T;
export type TLozenge<T> = (props: {
  appearance?:
    | 'accent-blue'
    | 'accent-gray'
    | 'accent-green'
    | 'accent-lime'
    | 'accent-magenta'
    | 'accent-orange'
    | 'accent-purple'
    | 'accent-red'
    | 'accent-teal'
    | 'accent-yellow'
    | 'danger'
    | 'default'
    | 'discovery'
    | 'information'
    | 'inprogress'
    | 'moved'
    | 'neutral'
    | 'new'
    | 'removed'
    | 'success'
    | 'warning';
  children?: unknown;
  isBold?: unknown;
  maxWidth?: unknown;
  testId?: unknown;
}) => T;
export type TModal<T> = (props: {
  autoFocus?: unknown;
  children?: unknown;
  height?: unknown;
  icon?: unknown;
  label?: unknown;
  onClose?: unknown;
  shouldScrollInViewport?: unknown;
  testId?: unknown;
  title?: unknown;
  width?: unknown;
}) => T;
export type TModalBody<T> = (props: {
  children?: unknown;
  hasInlinePadding?: unknown;
  testId?: unknown;
}) => T;
export type TModalFooter<T> = (props: { children?: unknown; testId?: unknown }) => T;
export type TModalHeader<T> = (props: { children?: unknown; testId?: unknown }) => T;
export type TModalTitle<T> = (props: {
  appearance?: unknown;
  children?: unknown;
  isMultiline?: unknown;
  testId?: unknown;
}) => T;
export type TModalTransition<T> = (props: { children?: unknown }) => T;
export type TPagination<T> = (props: {
  defaultSelectedIndex?: unknown;
  label?: unknown;
  max?: unknown;
  nextLabel?: unknown;
  onChange?: unknown;
  pageLabel?: unknown;
  pages?: unknown;
  previousLabel?: unknown;
  selectedIndex?: unknown;
  testId?: unknown;
}) => T;
export type TPieChart<T> = (props: {
  colorAccessor?: unknown;
  colorPalette?: unknown;
  data?: unknown;
  height?: unknown;
  hideMenu?: unknown;
  labelAccessor?: unknown;
  showBorder?: unknown;
  showMarkLabels?: unknown;
  subtitle?: unknown;
  title?: unknown;
  valueAccessor?: unknown;
  width?: unknown;
}) => T;
export type TPopup<T> = (props: { boundary?: 'clippingParents'; content?: unknown; trigger?: unknown }) => T;
export type TPressable<T> = (props: {
  backgroundColor?: unknown;
  children?: unknown;
  isDisabled?: unknown;
  onClick?: unknown;
  padding?:
    | 'space.0'
    | 'space.025'
    | 'space.050'
    | 'space.075'
    | 'space.100'
    | 'space.1000'
    | 'space.150'
    | 'space.200'
    | 'space.250'
    | 'space.300'
    | 'space.400'
    | 'space.500'
    | 'space.600'
    | 'space.800';
  paddingBlock?:
    | 'space.0'
    | 'space.025'
    | 'space.050'
    | 'space.075'
    | 'space.100'
    | 'space.1000'
    | 'space.150'
    | 'space.200'
    | 'space.250'
    | 'space.300'
    | 'space.400'
    | 'space.500'
    | 'space.600'
    | 'space.800';
  paddingBlockEnd?:
    | 'space.0'
    | 'space.025'
    | 'space.050'
    | 'space.075'
    | 'space.100'
    | 'space.1000'
    | 'space.150'
    | 'space.200'
    | 'space.250'
    | 'space.300'
    | 'space.400'
    | 'space.500'
    | 'space.600'
    | 'space.800';
  paddingBlockStart?:
    | 'space.0'
    | 'space.025'
    | 'space.050'
    | 'space.075'
    | 'space.100'
    | 'space.1000'
    | 'space.150'
    | 'space.200'
    | 'space.250'
    | 'space.300'
    | 'space.400'
    | 'space.500'
    | 'space.600'
    | 'space.800';
  paddingInline?:
    | 'space.0'
    | 'space.025'
    | 'space.050'
    | 'space.075'
    | 'space.100'
    | 'space.1000'
    | 'space.150'
    | 'space.200'
    | 'space.250'
    | 'space.300'
    | 'space.400'
    | 'space.500'
    | 'space.600'
    | 'space.800';
  paddingInlineEnd?:
    | 'space.0'
    | 'space.025'
    | 'space.050'
    | 'space.075'
    | 'space.100'
    | 'space.1000'
    | 'space.150'
    | 'space.200'
    | 'space.250'
    | 'space.300'
    | 'space.400'
    | 'space.500'
    | 'space.600'
    | 'space.800';
  paddingInlineStart?:
    | 'space.0'
    | 'space.025'
    | 'space.050'
    | 'space.075'
    | 'space.100'
    | 'space.1000'
    | 'space.150'
    | 'space.200'
    | 'space.250'
    | 'space.300'
    | 'space.400'
    | 'space.500'
    | 'space.600'
    | 'space.800';
  testId?: unknown;
  xcss?: unknown;
}) => T;
export type TProgressBar<T> = (props: {
  appearance?: unknown;
  ariaLabel?: unknown;
  isIndeterminate?: unknown;
  testId?: unknown;
  value?: unknown;
}) => T;
export type TProgressTracker<T> = (props: {
  animated?: unknown;
  items?: unknown;
  label?: unknown;
  spacing?: unknown;
  testId?: unknown;
}) => T;
export type TRadio<T> = (props: {
  'aria-invalid'?: unknown;
  'aria-labelledby'?: unknown;
  ariaLabel?: unknown;
  id?: unknown;
  isChecked?: unknown;
  isDisabled?: unknown;
  isInvalid?: unknown;
  isRequired?: unknown;
  label?: unknown;
  name?: unknown;
  onBlur?: unknown;
  onChange?: unknown;
  onFocus?: unknown;
  onInvalid?: unknown;
  testId?: unknown;
  value?: unknown;
}) => T;
export type TRadioGroup<T> = (props: {
  'aria-labelledby'?: unknown;
  defaultValue?: unknown;
  isDisabled?: unknown;
  isInvalid?: unknown;
  isRequired?: unknown;
  name?: unknown;
  onChange?: unknown;
  onInvalid?: unknown;
  options?: unknown;
  testId?: unknown;
  value?: unknown;
}) => T;
export type TRange<T> = (props: {
  'aria-invalid'?: unknown;
  'aria-labelledby'?: unknown;
  defaultValue?: unknown;
  id?: unknown;
  isDisabled?: unknown;
  max?: unknown;
  min?: unknown;
  name?: unknown;
  onBlur?: unknown;
  onChange?: unknown;
  onFocus?: unknown;
  step?: unknown;
  testId?: unknown;
  value?: unknown;
}) => T;
export type TSectionMessage<T> = (props: {
  actions?: unknown;
  appearance?: unknown;
  children?: unknown;
  testId?: unknown;
  title?: unknown;
}) => T;
export type TSectionMessageAction<T> = (props: {
  children?: unknown;
  href?: unknown;
  onClick?: unknown;
  testId?: unknown;
}) => T;
export type TSelect<T> = (props: {
  appearance?: unknown;
  autoFocus?: unknown;
  closeMenuOnScroll?: unknown;
  closeMenuOnSelect?: unknown;
  defaultInputValue?: unknown;
  defaultMenuIsOpen?: unknown;
  defaultValue?: unknown;
  id?: unknown;
  inputId?: unknown;
  inputValue?: unknown;
  isClearable?: unknown;
  isDisabled?: unknown;
  isInvalid?: unknown;
  isLoading?: unknown;
  isMulti?: unknown;
  isRequired?: unknown;
  isSearchable?: unknown;
  menuIsOpen?: unknown;
  name?: unknown;
  onBlur?: unknown;
  onChange?: unknown;
  onFocus?: unknown;
  onInputChange?: unknown;
  openMenuOnFocus?: unknown;
  options?: unknown;
  placeholder?: unknown;
  spacing?: unknown;
  testId?: unknown;
  value?: unknown;
}) => T;
export type TSpinner<T> = (props: {
  appearance?: unknown;
  delay?: unknown;
  label?: unknown;
  size?: unknown;
  testId?: unknown;
}) => T;
export type TStack<T> = (props: {
  alignBlock?: unknown;
  alignInline?: unknown;
  children?: unknown;
  grow?: unknown;
  space?: unknown;
  spread?: unknown;
  testId?: unknown;
}) => T;
export type TStackBarChart<T> = (props: {
  colorAccessor?: unknown;
  colorPalette?: unknown;
  data?: unknown;
  height?: unknown;
  hideMenu?: unknown;
  plotMargin?: unknown;
  plotMarginBottom?: unknown;
  plotMarginLeft?: unknown;
  plotMarginRight?: unknown;
  plotMarginTop?: unknown;
  showBorder?: unknown;
  subtitle?: unknown;
  title?: unknown;
  width?: unknown;
  xAccessor?: unknown;
  yAccessor?: unknown;
}) => T;
export type TTab<T> = (props: { children?: unknown; testId?: unknown }) => T;
export type TTabList<T> = (props: { children?: unknown }) => T;
export type TTabPanel<T> = (props: { children?: unknown; testId?: unknown }) => T;
export type TTabs<T> = (props: {
  children?: unknown;
  defaultSelected?: unknown;
  id?: unknown;
  onChange?: unknown;
  selected?: unknown;
  shouldUnmountTabPanelOnChange?: unknown;
  testId?: unknown;
}) => T;
export type TTag<T> = (props: {
  appearance?: unknown;
  color?: unknown;
  elemBefore?: unknown;
  href?: unknown;
  isRemovable?: unknown;
  onAfterRemoveAction?: unknown;
  onBeforeRemoveAction?: unknown;
  removeButtonLabel?: unknown;
  testId?: unknown;
  text?: unknown;
}) => T;
export type TTagGroup<T> = (props: { alignment?: unknown; children?: unknown }) => T;
export type TText<T> = (props: {
  align?: unknown;
  as?: unknown;
  children?: unknown;
  color?: unknown;
  maxLines?: unknown;
  size?: unknown;
  testId?: unknown;
  weight?: unknown;
}) => T;
export type TTextArea<T> = (props: {
  appearance?: unknown;
  'aria-invalid'?: unknown;
  'aria-labelledby'?: unknown;
  autoFocus?: unknown;
  defaultValue?: unknown;
  id?: unknown;
  isCompact?: unknown;
  isDisabled?: unknown;
  isInvalid?: unknown;
  isMonospaced?: unknown;
  isReadOnly?: unknown;
  isRequired?: unknown;
  maxHeight?: unknown;
  maxLength?: unknown;
  minLength?: unknown;
  minimumRows?: unknown;
  name?: unknown;
  onBlur?: unknown;
  onChange?: unknown;
  onFocus?: unknown;
  placeholder?: unknown;
  resize?: unknown;
  spellCheck?: unknown;
  testId?: unknown;
  value?: unknown;
}) => T;
export type TTextfield<T> = (props: {
  appearance?: unknown;
  'aria-invalid'?: unknown;
  'aria-labelledby'?: unknown;
  autoFocus?: unknown;
  defaultValue?: unknown;
  elemAfterInput?: unknown;
  elemBeforeInput?: unknown;
  id?: unknown;
  isCompact?: unknown;
  isDisabled?: unknown;
  isInvalid?: unknown;
  isMonospaced?: unknown;
  isReadOnly?: unknown;
  isRequired?: unknown;
  max?: unknown;
  maxLength?: unknown;
  min?: unknown;
  minLength?: unknown;
  name?: unknown;
  onBlur?: unknown;
  onChange?: unknown;
  onFocus?: unknown;
  pattern?: unknown;
  placeholder?: unknown;
  testId?: unknown;
  type?: unknown;
  value?: unknown;
  width?: unknown;
}) => T;
export type TTile<T> = (props: {
  backgroundColor?: unknown;
  children?: unknown;
  hasBorder?: unknown;
  isInset?: unknown;
  label?: unknown;
  size?: unknown;
  testId?: unknown;
}) => T;
export type TTimePicker<T> = (props: {
  appearance?: 'default' | 'none' | 'subtle';
  'aria-invalid'?: 'false' | 'true';
  'aria-labelledby'?: unknown;
  autoFocus?: unknown;
  defaultIsOpen?: unknown;
  defaultValue?: unknown;
  hideIcon?: unknown;
  id?: unknown;
  isDisabled?: unknown;
  isInvalid?: unknown;
  isOpen?: unknown;
  isRequired?: unknown;
  label?: unknown;
  locale?: unknown;
  name?: unknown;
  onBlur?: unknown;
  onChange?: unknown;
  onFocus?: unknown;
  placeholder?: unknown;
  selectProps?: unknown;
  spacing?: 'compact' | 'default';
  testId?: unknown;
  timeFormat?: unknown;
  timeIsEditable?: unknown;
  times?: unknown;
  value?: unknown;
}) => T;
export type TToggle<T> = (props: {
  defaultChecked?: unknown;
  id?: unknown;
  isChecked?: unknown;
  isDisabled?: unknown;
  label?: unknown;
  name?: unknown;
  onBlur?: unknown;
  onChange?: unknown;
  onFocus?: unknown;
  size?: unknown;
  testId?: unknown;
  value?: unknown;
}) => T;
export type TTooltip<T> = (props: {
  children?: unknown;
  content?: unknown;
  delay?: unknown;
  mousePosition?: unknown;
  position?: unknown;
  testId?: unknown;
  truncate?: unknown;
}) => T;
export type TUser<T> = (props: { accountId?: unknown; hideDisplayName?: unknown }) => T;
export type TUserGroup<T> = (props: { children?: unknown }) => T;
export type TUserPicker<T> = (props: {
  defaultValue?: unknown;
  description?: unknown;
  isMulti?: unknown;
  isRequired?: unknown;
  label?: unknown;
  name?: unknown;
  onChange?: unknown;
  placeholder?: unknown;
}) => T;
export type TValidMessage<T> = (props: { children?: unknown; testId?: unknown }) => T;
