using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace FuncGateway.Bench.Worker;

/// <summary>
/// The worker process of a published function app, started and called as the Functions host does it: functions are indexed and loaded over gRPC; each request is
/// announced there and sent to the worker's own HTTP server. What the host itself needs for starting and for a call is left out.
/// </summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);

    private readonly string _folder;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, byte[]> _functions = new();
    private readonly HttpClient _http = new();
    private WorkerStream? _stream;
    private Process? _process;
    private Uri? _workerUrl;
    private string? _client;
    private int _toLoad;

    private WorkerProcess(string folder) => _folder = Path.GetFullPath(folder);

    /// <summary>Since the process was started.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>From the start of the process until all of its functions were loaded.</summary>
    public TimeSpan Loaded { get; private set; }

    public double ResidentMegaBytes
    {
        get
        {
            _process?.Refresh();
            return (_process?.WorkingSet64 ?? 0) / 1e6;
        }
    }

    public TimeSpan ProcessorTime => _process?.TotalProcessorTime ?? TimeSpan.Zero;

    /// <param name="folder">Of the published app.</param>
    public static async Task<WorkerProcess> StartAsync(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var worker = new WorkerProcess(folder);
        worker._stream = await WorkerStream.StartAsync(worker.ReceiveAsync);
        worker._client = WorkerProtocol.Client(worker._stream.Url);
        worker.Start(worker._stream.Url, settings);
        await AcceptsAsync(await worker._ready.Task.WaitAsync(StartTimeout, TimeProvider.System));
        return worker;
    }

    // The HTTP server of a worker starts after its gRPC client; the host repeats its first request until it is there.
    private static async Task AcceptsAsync(Uri url)
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        while (true)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(url.Host, url.Port, timeout.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, timeout.Token);
            }
        }
    }

    /// <summary>Calls an HTTP function.</summary>
    public async Task<HttpResponseMessage> SendAsync(string function, HttpRequestMessage request)
    {
        var id = Guid.NewGuid().ToString();
        request.Headers.Add("x-ms-invocation-id", id);
        request.RequestUri = new Uri(_workerUrl ?? throw new InvalidOperationException("The worker is not ready."), request.RequestUri ?? throw new ArgumentException("A request has a path."));
        _stream?.Send(WorkerProtocol.Invoke(id, _functions[function], _client));
        return await _http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _http.Dispose();
        await (_stream?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private void Start(Uri host, IReadOnlyDictionary<string, string> settings)
    {
        string[] arguments = [Path.Combine(_folder, "FuncGateway.Functions.dll"), "--functions-uri", host.ToString(), "--functions-worker-id", "bench", "--functions-request-id", "bench", "--functions-grpc-max-message-length", "2147483647"];
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = _folder;
        _watch.Restart();
        _process = Process.Start(start) ?? throw new IOException("The worker did not start.");
        _process.BeginOutputReadLine();
    }

    private Task ReceiveAsync(byte[] message)
    {
        foreach (var (field, content) in WorkerProtocol.Fields(message))
        {
            Handle(field, content);
        }

        return Task.CompletedTask;
    }

    private void Handle(int field, byte[] content)
    {
        switch (field)
        {
            case WorkerProtocol.StartStream:
                _stream?.Send(WorkerProtocol.Init(_folder));
                break;
            case WorkerProtocol.InitResponse:
                _workerUrl = HttpUrl(content);
                _stream?.Send(WorkerProtocol.AskForMetadata(_folder));
                break;
            case WorkerProtocol.MetadataResponse:
                LoadAll([.. WorkerProtocol.Fields(content).Where(each => each.Field == 1).Select(each => each.Value)]);
                break;
            case WorkerProtocol.LoadResponse when Interlocked.Decrement(ref _toLoad) == 0:
                Loaded = _watch.Elapsed;
                _ready.TrySetResult(_workerUrl ?? throw new InvalidDataException("The worker named no address."));
                break;
        }
    }

    private void LoadAll(IReadOnlyList<byte[]> functions)
    {
        _toLoad = functions.Count;
        foreach (var function in functions)
        {
            _functions[Encoding.UTF8.GetString(WorkerProtocol.Find(function, 4) ?? [])] = WorkerProtocol.Find(function, 13) ?? [];
            _stream?.Send(WorkerProtocol.LoadFunction(function));
        }
    }

    // One of the capabilities, which are a map of text to text.
    private static Uri HttpUrl(byte[] initResponse)
    {
        var capabilities = WorkerProtocol.Fields(initResponse).Where(each => each.Field == 2).Select(each => each.Value);
        var address = capabilities.First(each => Encoding.UTF8.GetString(WorkerProtocol.Find(each, 1) ?? []) == "HttpUri");
        return new Uri(Encoding.UTF8.GetString(WorkerProtocol.Find(address, 2) ?? []));
    }
}
