using System.Buffers;
using System.Text;

namespace FuncGateway.Core.Audit.Offline;

/// <summary>A line of an exported file.</summary>
/// <param name="Place">The name of the file and the number of the line, from 1.</param>
public sealed record OfflineLine(string Place, string Text)
{
    private const int BufferLength = 64 * 1024;
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r");

    /// <summary>Reads the lines of a file one at a time, without those that have nothing but the white space of JSON. Only a line feed ends a line.</summary>
    /// <param name="file">UTF-8. Bytes that are not are read as U+FFFD.</param>
    /// <param name="name">The name of the file in messages.</param>
    public static IEnumerable<OfflineLine> ReadAll(Stream file, string name)
    {
        using var reader = Reader(file);
        var (buffer, line, number) = (new char[BufferLength], new StringBuilder(), 1);
        while (reader.Read(buffer) is > 0 and var length)
        {
            var start = 0;
            while (Array.IndexOf(buffer, '\n', start, length - start) is >= 0 and var end)
            {
                if (End(line.Append(buffer, start, end - start), name, number++) is { } read)
                {
                    yield return read;
                }

                start = end + 1;
            }

            line.Append(buffer, start, length - start);
        }

        if (End(line, name, number) is { } last)
        {
            yield return last;
        }
    }

    /// <summary>Reads a file that is one text.</summary>
    /// <param name="file">UTF-8. Bytes that are not are read as U+FFFD.</param>
    public static string ReadText(Stream file)
    {
        using var reader = Reader(file);
        return reader.ReadToEnd();
    }

    private static StreamReader Reader(Stream file) => new(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), detectEncodingFromByteOrderMarks: false);

    private static OfflineLine? End(StringBuilder line, string name, int number)
    {
        var text = line.ToString();
        line.Clear();
        return !text.AsSpan().ContainsAnyExcept(Blanks) ? null : new($"{name}, line {number}", text);
    }
}
