using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Core.Inventory;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Scanning;

/// <summary>Reads the lists of a server page by page, as raw JSON. The types of the SDK would leave out what they do not know.</summary>
internal sealed class ListReader(McpClient client, ScanHandler handler, TimeSpan timeout)
{
    // Without escapes that the server did not send, which would multiply the length.
    private static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="member">The member of the result that is the list.</param>
    public async Task<ScannedList> ReadAsync(string method, string member, CancellationToken cancellationToken)
    {
        var (entries, cursors) = (new List<JsonElement>(), new HashSet<string>(StringComparer.Ordinal));
        string? cursor = null;
        while (true)
        {
            string? problem;
            (problem, cursor) = await ReadPageAsync(method, member, cursor, entries, cancellationToken);
            problem ??= entries.Count > ScanBounds.MaxEntries ? $"has over {ScanBounds.MaxEntries} entries; the first ones were read"
                : cursor is not null && !cursors.Add(cursor) ? "has a cursor that leads back to a page already read"
                : null;
            if (problem is not null || cursor is null)
            {
                return new ScannedList([.. entries.Take(ScanBounds.MaxEntries)], problem is null ? null : $"The list of '{method}' {problem}.");
            }
        }
    }

    // Returns how to complete the sentence "The list …" if reading must stop, and the cursor of the next page.
    private async Task<(string? Problem, string? Next)> ReadPageAsync(string method, string member, string? cursor, List<JsonElement> entries, CancellationToken cancellationToken)
    {
        try
        {
            var request = new JsonRpcRequest { Method = method, Params = cursor is null ? null : new JsonObject { ["cursor"] = cursor } };
            var result = (await client.SendRequestAsync(request, cancellationToken)).Result as JsonObject;
            if (result?[member] is not JsonArray page)
            {
                return ($"is not in the answer: the result has no array '{member}'", null);
            }

            foreach (var entry in page.TakeWhile(_ => entries.Count <= ScanBounds.MaxEntries))
            {
                if (entry is not JsonObject)
                {
                    return ("has an entry that is not an object", null);
                }

                entries.Add(JsonElement.Parse(entry.ToJsonString(AsSent)));
            }

            return result["nextCursor"] switch
            {
                null => (null, null),
                JsonValue next when next.TryGetValue<string>(out var text) => (null, text),
                _ => ("has a cursor that is not a string", null),
            };
        }
        catch (McpProtocolException e) when (e.ErrorCode == McpErrorCode.MethodNotFound && cursor is null)
        {
            return (null, null);
        }
        catch (McpProtocolException e)
        {
            return ($"was answered with the error {(int)e.ErrorCode}", null);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // A repeated key, for example.
            return ("cannot be read", null);
        }
        catch (Exception e) when (handler.IsOverBudget || e is OperationCanceledException or HttpRequestException or IOException or McpException)
        {
            return (handler.IsOverBudget ? $"is too long: the server sent over {ScanBounds.MaxBytes / 1024 / 1024} MiB in all"
                : cancellationToken.IsCancellationRequested ? $"did not end within {timeout.TotalSeconds:0} s"
                : handler.Problem is { } problem ? $"could not be requested: the server {problem}"
                : "could not be requested: the connection broke", null);
        }
    }
}
