import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { type Bridge, type MenuCommand, PORT_MESSAGE } from '../../shared/contract/bridge.ts';
import { CHANNELS } from '../channels.ts';

// The one global of the page's world that is needed here; the preload is type-checked without the DOM.
declare const window: { postMessage(message: unknown, targetOrigin: string, transfer: MessagePort[]): void };

const closingListeners = new Set<() => Promise<void>>();

ipcRenderer.on(CHANNELS.closing, () => {
  void Promise.allSettled([...closingListeners].map(async (listener) => listener())).then(() =>
    ipcRenderer.send(CHANNELS.closed),
  );
});

const bridge: Bridge = {
  host: 'electron',
  connect: () => {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage(CHANNELS.connect, null, [port2]);
    // To this very window, whatever its origin is called; the main process has its own check of who asks.
    window.postMessage(PORT_MESSAGE, '*', [port1]);
  },
  dialogs: {
    open: (kind, multiple = false) => ipcRenderer.invoke(CHANNELS.openDialog, { kind, multiple }),
    save: (kind, suggestedName) => ipcRenderer.invoke(CHANNELS.saveDialog, { kind, suggestedName }),
  },
  dropped: async (file) => {
    // Only a file that the user brought has a path; what a page makes up has none.
    const path = webUtils.getPathForFile(file);
    return path === '' ? null : ipcRenderer.invoke(CHANNELS.dropped, { path });
  },
  reveal: (file) => ipcRenderer.invoke(CHANNELS.reveal, { file }),
  openExternal: (url) => ipcRenderer.invoke(CHANNELS.openExternal, { url }),
  onCommand: (listener) => {
    const receive = (_event: IpcRendererEvent, command: MenuCommand): void => listener(command);
    ipcRenderer.on(CHANNELS.command, receive);
    return () => {
      ipcRenderer.off(CHANNELS.command, receive);
    };
  },
  onClosing: (listener) => {
    closingListeners.add(listener);
    return () => {
      closingListeners.delete(listener);
    };
  },
};

contextBridge.exposeInMainWorld('briefwright', bridge);
