import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  Popover,
  Portal,
  Tooltip,
} from '@mantine/core';

/** Mantine wants ten shades; only those that its components reach for differ from the roles of theme.css. */
const accent: MantineColorsTuple = [
  '#e7effc',
  '#cfe0fb',
  '#a9c4f0',
  '#7fb0ff',
  '#5b93ee',
  '#3b78d8',
  '#1d5bbf',
  '#184da3',
  '#143f86',
  '#10336b',
];

const gray: MantineColorsTuple = [
  '#f5f6f8',
  '#eef0f4',
  '#e2e5ea',
  '#d5d9e0',
  '#c8cdd6',
  '#a3abb9',
  '#667085',
  '#535d70',
  '#3a4252',
  '#1a1f29',
];

const dark: MantineColorsTuple = [
  '#e7eaf0',
  '#c3c9d4',
  '#a7afbd',
  '#8d97a8',
  '#414958',
  '#2d333f',
  '#1b1f27',
  '#1b1f27',
  '#15181f',
  '#101319',
];

const CONTROL = '28px';

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent, gray, dark },
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.5', xl: '1.5' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  headings: { fontFamily: 'var(--sans)', fontWeight: '600' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'xs', variant: 'default' },
      vars: () => ({ root: { '--button-height': CONTROL, '--button-padding-x': '10px', '--button-fz': '13px' } }),
      styles: { root: { fontWeight: 500 }, section: { marginInlineEnd: '6px' } },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray', size: CONTROL },
    }),
    Input: Input.extend({
      defaultProps: { size: 'xs' },
      vars: () => ({ wrapper: { '--input-height': CONTROL, '--input-fz': '13px', '--input-padding': '8px' } }),
    }),
    InputWrapper: Input.Wrapper.extend({
      styles: {
        label: { fontSize: '12px', fontWeight: 500, color: 'var(--ink-2)', marginBottom: '4px' },
        description: { fontSize: '12px', color: 'var(--ink-3)' },
        error: { fontSize: '12px' },
      },
    }),
    Menu: Menu.extend({
      defaultProps: {
        shadow: 'md',
        position: 'bottom-start',
        offset: 4,
        transitionProps: { duration: 0 },
        // The first item takes the focus; a placeholder is no allowed child of a menu.
        withInitialFocusPlaceholder: false,
      },
      styles: {
        dropdown: { padding: '4px', background: 'var(--raised)', borderColor: 'var(--line-strong)' },
        item: { fontSize: '13px', padding: '5px 8px', minHeight: '28px' },
        label: { fontSize: '12px', color: 'var(--ink-3)' },
      },
    }),
    Popover: Popover.extend({
      defaultProps: { shadow: 'md', transitionProps: { duration: 0 } },
      styles: { dropdown: { background: 'var(--raised)', borderColor: 'var(--line-strong)' } },
    }),
    Portal: Portal.extend({ defaultProps: { target: '#overlays' } }),
    Modal: Modal.extend({
      // The window itself never scrolls, so there is nothing to lock.
      defaultProps: { radius: 'lg', shadow: 'md', lockScroll: false, transitionProps: { duration: 0 } },
      styles: {
        title: { fontSize: '14px', fontWeight: 600 },
        overlay: { background: 'var(--shade)' },
        body: { padding: '16px' },
      },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 500, transitionProps: { duration: 0 }, fz: 12, px: 8, py: 4 },
    }),
  },
  shadows: { md: 'var(--float)', xs: 'none', sm: 'none', lg: 'var(--float)', xl: 'var(--float)' },
});

const roles = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--red)',
  '--mantine-color-success': 'var(--green)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--ground)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent-fill)',
  '--mantine-primary-color-filled-hover': 'var(--accent-fill-hover)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-hover': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-color-accent-filled': 'var(--accent-fill)',
  '--mantine-color-accent-filled-hover': 'var(--accent-fill-hover)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-light-hover': 'var(--accent-soft)',
  '--mantine-color-accent-outline': 'var(--accent)',
  '--mantine-color-red-filled': 'var(--red-fill)',
  '--mantine-color-red-light': 'var(--red-soft)',
  '--mantine-color-red-light-color': 'var(--red)',
  '--mantine-color-gray-light-color': 'var(--ink-2)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
};

/** Points Mantine's variables at the roles of theme.css, which know light and dark by themselves. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: roles, dark: roles });
