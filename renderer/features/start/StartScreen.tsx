const StartScreen = () => null;
export default StartScreen;
