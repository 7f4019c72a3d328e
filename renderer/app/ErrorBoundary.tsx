import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Translation } from 'react-i18next';
import { EmptyState } from '../ui/EmptyState.tsx';

interface State {
  readonly failed: boolean;
}

/** Keeps a mistake of ours in one screen from taking the whole window: what is saved stays saved, the rest works on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Translation>
        {(t) => (
          <EmptyState
            sentence={t('app:broken.sentence')}
            action={<Button onClick={() => this.setState({ failed: false })}>{t('app:broken.again')}</Button>}
          />
        )}
      </Translation>
    );
  }
}
