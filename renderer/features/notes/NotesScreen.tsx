const NotesScreen = () => null;
export default NotesScreen;
