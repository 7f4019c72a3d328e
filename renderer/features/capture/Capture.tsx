const Capture = () => null;
export default Capture;
