namespace FuncGateway.Cli.Output;

/// <summary>Recognises that the program that reads the output has ended, such as <c>head</c>.</summary>
internal static class ClosedPipe
{
    // EPIPE on Unix; on Windows ERROR_BROKEN_PIPE and ERROR_NO_DATA, as HRESULT.
    private const int BrokenPipe = 32;

    public static bool Is(IOException e) => e.HResult is BrokenPipe or unchecked((int)0x8007006D) or unchecked((int)0x800700E8);
}
