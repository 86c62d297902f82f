using Azure.Data.Tables;

namespace FuncGateway.Azure.Storage;

/// <summary>A document larger than one property may be: <c>Document0</c>, <c>Document1</c>, …, and how long it is, so that a missing piece is noticed.</summary>
internal static class DocumentChunks
{
    private const string LengthProperty = "DocumentLength";

    public static void Write(TableEntity row, ReadOnlyMemory<byte> document)
    {
        row[LengthProperty] = document.Length;
        for (var start = 0; start < document.Length; start += TableGuard.MaxBinaryBytes)
        {
            var length = Math.Min(TableGuard.MaxBinaryBytes, document.Length - start);
            row[Name(start)] = document.Slice(start, length).ToArray();
        }
    }

    public static ReadOnlyMemory<byte> Read(TableEntity row)
    {
        var document = new byte[row.Number(LengthProperty)];
        for (var start = 0; start < document.Length; start += TableGuard.MaxBinaryBytes)
        {
            var chunk = row.GetBinary(Name(start));
            if (chunk?.Length != Math.Min(TableGuard.MaxBinaryBytes, document.Length - start))
            {
                throw row.Unreadable(Name(start));
            }

            chunk.CopyTo(document, start);
        }

        return document;
    }

    private static string Name(int start) => $"Document{start / TableGuard.MaxBinaryBytes}";
}
