using System.Text;
using Microsoft.Win32.SafeHandles;

namespace FuncGateway.Cli.Output;

/// <summary>The standard output of this process.</summary>
internal static class ProcessOutput
{
    private const int StandardOutput = 1;

    /// <summary>
    /// Opens it so that a write throws when the program that reads it has ended. On Unix <see cref="Console.Out"/> does not tell, and a command that follows the log would go on for ever.
    /// </summary>
    public static TextWriter Open()
    {
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows())
        {
            return Console.Out;
        }

        try
        {
            var stream = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 1);

            // A file stream keeps a position of its own, which is wrong for a file that other programs write too.
            return stream.CanSeek ? Console.Out : TextWriter.Synchronized(new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Console.Out;
        }
    }
}
