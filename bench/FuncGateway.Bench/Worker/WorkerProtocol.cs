using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Google.Protobuf;

namespace FuncGateway.Bench.Worker;

/// <summary>
/// The messages between the Functions host and its worker, as far as a function app is started and invoked by them. The worker's own types for them are
/// internal, and these few need no generated code: each message is a list of numbered fields, and every field that matters here is text or a message.
/// </summary>
internal static class WorkerProtocol
{
    public const string Route = "/AzureFunctionsRpcMessages.FunctionRpc/EventStream";

    private const int Invocation = 4;
    public const int LoadResponse = 9;
    public const int InitResponse = 16;
    public const int StartStream = 20;
    public const int MetadataResponse = 30;
    private const int Load = 8;
    private const int InitRequest = 17;
    private const int MetadataRequest = 29;

    public static byte[] Init(string directory) => Message((InitRequest, Message((1, Text("4.1037.0")), (4, Text(directory)), (5, Text(directory)))));

    public static byte[] AskForMetadata(string directory) => Message((MetadataRequest, Message((1, Text(directory)))));

    /// <param name="metadata">As the worker sent it.</param>
    public static byte[] LoadFunction(byte[] metadata) => Message((Load, Message((1, Find(metadata, 13) ?? []), (2, metadata))));

    /// <summary>An HTTP trigger. The request itself reaches the worker over HTTP, with the same id.</summary>
    /// <param name="client">What the host binds to a durable client; null if the function has none.</param>
    public static byte[] Invoke(string invocationId, byte[] functionId, string? client)
    {
        var request = (3, Message((1, Text("request")), (2, Message((5, [])))));
        var bound = client is null ? [] : new[] { (3, Message((1, Text("client")), (2, Message((1, Text(client)))))) };
        var trace = (5, Message((1, Text($"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00")), (2, [])));
        return Message((Invocation, Message([(1, Text(invocationId)), (2, functionId), request, .. bound, trace])));
    }

    /// <summary>The data of a durable client, as the extension of the host gives it to the binding.</summary>
    public static string Client(Uri host) => JsonSerializer.Serialize(new
    {
        rpcBaseUrl = host,
        taskHubName = "bench",
        connectionName = "AzureWebJobsStorage",
        requiredQueryStringParameters = "code=0123456789012345678901234567890123456789",
        httpBaseUrl = new Uri(host, "runtime/webhooks/durabletask"),
        maxGrpcMessageSizeInBytes = int.MaxValue,
        grpcHttpClientTimeout = "\"00:01:40\"",
    });

    /// <summary>The fields that are text, bytes or messages; others are left out.</summary>
    public static IEnumerable<(int Field, byte[] Value)> Fields(byte[] message)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                yield return (WireFormat.GetTagFieldNumber(tag), input.ReadBytes().ToByteArray());
            }
            else
            {
                input.SkipLastField();
            }
        }
    }

    public static byte[]? Find(byte[] message, int field) => Fields(message).FirstOrDefault(each => each.Field == field).Value;

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Message(params IEnumerable<(int Field, byte[] Value)> fields)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            foreach (var (field, value) in fields)
            {
                output.WriteTag(field, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(value));
            }
        }

        return bytes.ToArray();
    }
}
