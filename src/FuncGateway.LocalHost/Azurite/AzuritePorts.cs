using System.Net.Sockets;

namespace FuncGateway.LocalHost.Azurite;

/// <summary>What listens on the three ports of Azurite on this machine.</summary>
/// <param name="Taken">The ports on which something listens.</param>
/// <param name="Versions">Of the ports on which an Azurite listens, its version.</param>
internal sealed record AzuritePorts(IReadOnlyList<int> All, IReadOnlyList<int> Taken, IReadOnlyDictionary<int, string> Versions)
{
    private const string Server = "Azurite-";
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    public bool AreFree => Taken.Count == 0;

    /// <summary>Whether a whole Azurite listens.</summary>
    public bool IsAzurite => Versions.Count == All.Count;

    /// <summary>Why Azurite can neither be used nor started here, and what to do.</summary>
    public string Problem
    {
        get
        {
            var others = Taken.Where(port => !Versions.ContainsKey(port)).ToArray();
            var found = others.Length > 0
                ? $"another program listens on port {string.Join(" and ", others)}"
                : $"an Azurite listens on port {string.Join(" and ", Taken)}, but nothing on port {string.Join(" and ", All.Except(Taken))}";
            return $"Azurite, the storage emulator, needs ports {All[0]} to {All[^1]}, and {found}. Stop it, or choose other ports: --FuncGateway:AzuritePort={All[0] + 1000}.";
        }
    }

    public static async Task<AzuritePorts> LookAsync(int first, CancellationToken cancellationToken)
    {
        int[] all = [first, first + 1, first + 2];
        var (taken, versions) = (new List<int>(), new Dictionary<int, string>());
        foreach (var port in all)
        {
            if (!await ListensAsync(port, cancellationToken))
            {
                continue;
            }

            taken.Add(port);
            if (await FindVersionAsync(port, cancellationToken) is { } version)
            {
                versions[port] = version;
            }
        }

        return new(all, taken, versions);
    }

    private static async Task<bool> ListensAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Every answer of Azurite says what it is, errors included.
    private static async Task<string?> FindVersionAsync(int port, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = AnswerTimeout };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.Headers.NonValidated.TryGetValues("Server", out var servers) && servers.ToString() is { } server && server.StartsWith(Server, StringComparison.Ordinal)
                ? server[(server.IndexOf('/', StringComparison.Ordinal) + 1)..]
                : null;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
