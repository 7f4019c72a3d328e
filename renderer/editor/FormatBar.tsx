import { ActionIcon, Button, Divider, Popover, TextInput, Tooltip } from '@mantine/core';
import {
  IconBlockquote,
  IconBold,
  IconH2,
  IconH3,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconQuote,
  IconStrikethrough,
} from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isMac } from '../api/platform.ts';
import { useActiveEditor } from './active.ts';
import { asHttps } from './schema.ts';

const keyText = (keys: string): string =>
  isMac()
    ? keys.replace('mod', '⌘').replace('shift', '⇧').replaceAll('+', '')
    : keys.replace('mod', 'Ctrl').replace('shift', 'Shift');

interface ToolProps {
  readonly name: string;
  readonly keys?: string;
  readonly icon: ReactNode;
  readonly active?: boolean;
  readonly disabled: boolean;
  readonly onRun: () => void;
}

const Tool = ({ name, keys, icon, active, disabled, onRun }: ToolProps) => (
  <Tooltip label={keys ? `${name} (${keyText(keys)})` : name}>
    <ActionIcon
      aria-label={name}
      aria-pressed={active}
      className="bw-tool"
      data-active={active || undefined}
      disabled={disabled}
      onClick={onRun}
      // The text keeps its selection and the keyboard.
      onMouseDown={(event) => event.preventDefault()}
    >
      {icon}
    </ActionIcon>
  </Tooltip>
);

const LinkTool = ({ editor, active }: { readonly editor: Editor | null; readonly active: boolean }) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState('');
  const [wrong, setWrong] = useState(false);
  const start = (): void => {
    setAddress(String(editor?.getAttributes('link').href ?? ''));
    setWrong(false);
    setOpen(true);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const href = asHttps(address);
    if (!href) {
      setWrong(true);
      return;
    }
    const chain = editor?.chain().focus().extendMarkRange('link');
    if (editor?.state.selection.empty && !active)
      chain?.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
    else chain?.setLink({ href }).run();
    setOpen(false);
  };
  return (
    <Popover onChange={setOpen} opened={open} trapFocus withinPortal withRoles={false}>
      <Popover.Target>
        <span>
          <Tool
            active={active}
            disabled={!editor}
            icon={<IconLink size={17} />}
            name={t('editor:tools.link')}
            onRun={start}
          />
        </span>
      </Popover.Target>
      <Popover.Dropdown>
        <form className="bw-link-form" onSubmit={submit}>
          <TextInput
            aria-label={t('editor:link.address')}
            data-autofocus
            error={wrong && t('editor:link.wrong')}
            onChange={(event) => {
              setAddress(event.currentTarget.value);
              setWrong(false);
            }}
            placeholder={t('editor:link.placeholder')}
            value={address}
            w={300}
          />
          <Button type="submit" variant="filled">
            {t('editor:link.set')}
          </Button>
          {active && (
            <Button
              onClick={() => {
                editor?.chain().focus().extendMarkRange('link').unsetLink().run();
                setOpen(false);
              }}
            >
              {t('editor:link.remove')}
            </Button>
          )}
        </form>
      </Popover.Dropdown>
    </Popover>
  );
};

const readState = (editor: Editor | null) => ({
  bold: editor?.isActive('bold') ?? false,
  italic: editor?.isActive('italic') ?? false,
  strike: editor?.isActive('strike') ?? false,
  link: editor?.isActive('link') ?? false,
  h2: editor?.isActive('heading', { level: 2 }) ?? false,
  h3: editor?.isActive('heading', { level: 3 }) ?? false,
  bullets: editor?.isActive('bulletList') ?? false,
  numbers: editor?.isActive('orderedList') ?? false,
  quote: editor?.isActive('blockquote') ?? false,
  cite: editor?.isActive('factCitation') ?? false,
});

const moveWithin = (event: KeyboardEvent<HTMLElement>): void => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined || !(event.target instanceof HTMLButtonElement)) return;
  const tools = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
  tools.at((tools.indexOf(event.target) + step) % tools.length)?.focus();
  event.preventDefault();
};

/** The tools for the text that has the keyboard. Alt-F10 leads here, Esc back into the text. */
export const FormatBar = ({ children }: { readonly children?: ReactNode }) => {
  const { t } = useTranslation();
  const active = useActiveEditor((state) => state.active);
  const editor = active?.editor ?? null;
  const state = useEditorState({ editor, selector: (snapshot) => readState(snapshot.editor) }) ?? readState(null);
  const off = editor === null;
  const run = (command: (chain: ReturnType<Editor['chain']>) => ReturnType<Editor['chain']>) => () => {
    if (editor) command(editor.chain().focus()).run();
  };
  return (
    <div
      aria-label={t('editor:tools.label')}
      className="bw-tools"
      onKeyDown={(event) => {
        if (event.key === 'Escape') editor?.commands.focus();
        else moveWithin(event);
      }}
      role="toolbar"
      tabIndex={-1}
    >
      <Tool
        active={state.bold}
        disabled={off}
        icon={<IconBold size={17} />}
        keys="mod+B"
        name={t('editor:tools.bold')}
        onRun={run((c) => c.toggleBold())}
      />
      <Tool
        active={state.italic}
        disabled={off}
        icon={<IconItalic size={17} />}
        keys="mod+I"
        name={t('editor:tools.italic')}
        onRun={run((c) => c.toggleItalic())}
      />
      <Tool
        active={state.strike}
        disabled={off}
        icon={<IconStrikethrough size={17} />}
        keys="mod+shift+S"
        name={t('editor:tools.strike')}
        onRun={run((c) => c.toggleStrike())}
      />
      <LinkTool active={state.link} editor={editor} />
      <Divider className="bw-tools-gap" orientation="vertical" />
      <Tool
        active={state.h2}
        disabled={off}
        icon={<IconH2 size={17} />}
        name={t('editor:tools.h2')}
        onRun={run((c) => c.toggleHeading({ level: 2 }))}
      />
      <Tool
        active={state.h3}
        disabled={off}
        icon={<IconH3 size={17} />}
        name={t('editor:tools.h3')}
        onRun={run((c) => c.toggleHeading({ level: 3 }))}
      />
      <Tool
        active={state.bullets}
        disabled={off}
        icon={<IconList size={17} />}
        keys="mod+shift+8"
        name={t('editor:tools.bullets')}
        onRun={run((c) => c.toggleBulletList())}
      />
      <Tool
        active={state.numbers}
        disabled={off}
        icon={<IconListNumbers size={17} />}
        keys="mod+shift+7"
        name={t('editor:tools.numbers')}
        onRun={run((c) => c.toggleOrderedList())}
      />
      <Tool
        active={state.quote}
        disabled={off}
        icon={<IconBlockquote size={17} />}
        name={t('editor:tools.quote')}
        onRun={run((c) => c.toggleBlockquote())}
      />
      <Divider className="bw-tools-gap" orientation="vertical" />
      <Tooltip label={`${t('editor:tools.citeLong')} (@ · ${keyText('mod+shift+E')})`}>
        <Button
          className="bw-tool-cite"
          disabled={off}
          leftSection={<IconQuote size={16} />}
          onClick={() => active?.pickFact()}
          onMouseDown={(event) => event.preventDefault()}
          variant="subtle"
        >
          {t('editor:tools.cite')}
        </Button>
      </Tooltip>
      {children}
    </div>
  );
};
